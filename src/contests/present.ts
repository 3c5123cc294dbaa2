// What an applicant sees of their right to contest, and of what they said.
import { longDate } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';

type Standing = { until: number; open: boolean; said: { at: number; answeredAt: number | null } | null };

/** The part of the status page; null where there is nothing to contest and nothing was. */
export function contestPart(standing: Standing | undefined, language: Language) {
  if (!standing) return null;
  const { said, open, until } = standing;
  return {
    open: open ? say(language, 'contests.status.until', { until: longDate(language, until) }) : null,
    said:
      said && say(language, said.answeredAt === null ? 'contests.status.waits' : 'contests.status.answered'),
  };
}
