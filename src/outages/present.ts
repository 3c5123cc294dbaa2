// Outages as staff see them: when, how long, and which deadlines moved.
import { date, dateTime, time } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { hour, minute } from '../lib/time.js';

type Moved = {
  entity: 'call' | 'late_key' | 'request' | 'offer' | 'contest';
  entityId: number;
  afterAt: number;
};
type Shown = { id: number; fromAt: number; untilAt: number; tooLong: boolean; extensions: readonly Moved[] };

const own = ['late_key', 'request', 'offer', 'contest'] as const;

/** One row an outage. `slugs`: the addresses of calls by their ids. */
export function rowsOf(outages: readonly Shown[], slugs: ReadonlyMap<number, string>, language: Language) {
  return outages.map(({ fromAt, untilAt, tooLong, extensions }) => {
    const minutes = Math.round((untilAt - fromAt) / minute);
    const countOf = (kind: string) => extensions.filter(({ entity }) => entity === kind).length;
    return {
      fromAt,
      untilAt,
      lasted: say(language, 'outages.lasted', {
        hours: Math.floor(minutes / (hour / minute)),
        minutes: minutes % (hour / minute),
      }),
      calls: extensions
        .filter(({ entity }) => entity === 'call')
        .map(({ entityId, afterAt }) => ({
          url: `/staff/calls/${entityId}`,
          text: say(language, 'outages.moved.call', {
            call: slugs.get(entityId) ?? '',
            date: dateTime(language, afterAt),
          }),
        })),
      others: own
        .map((kind) => ({ kind, count: countOf(kind) }))
        .filter(({ count }) => count > 0)
        .map(({ kind, count }) => say(language, `outages.moved.${kind}`, { count })),
      why: say(language, tooLong ? 'outages.none.too_long' : 'outages.none.nothing'),
    };
  });
}

type Extension = { fromAt: number; untilAt: number; beforeAt: number; afterAt: number };

/** Whose deadline it was: everybody's of a call, or an applicant's own. */
const sentences = { call: 'calls.show.extended', mine: 'outages.mine.moved' } as const;

/** Why a deadline is another one than was told: a sentence for each outage. */
export function movedTexts(
  extensions: readonly Extension[],
  language: Language,
  whose: keyof typeof sentences = 'mine',
): string[] {
  return extensions.map(({ fromAt, untilAt, beforeAt, afterAt }) =>
    say(language, sentences[whose], {
      fromDate: date(language, fromAt),
      fromTime: time(language, fromAt),
      untilDate: date(language, untilAt),
      untilTime: time(language, untilAt),
      before: dateTime(language, beforeAt),
      after: dateTime(language, afterAt),
    }),
  );
}
