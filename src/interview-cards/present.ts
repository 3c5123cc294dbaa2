// A card and the cards of the others, ready-made: the rubric's words in the reader's language.

import { interviewRecommendations } from '../../db/schema/interview-cards.js';
import type { Rubric } from '../calls/form.js';
import { dateTime } from '../i18n/format.js';
import { type Language, say, textLanguage } from '../i18n/index.js';
import type { Card } from './rules.js';

type Filed = Card & { filedAt: number };
type Shown = {
  booking: { id: number; assumed: boolean };
  session: { id: number };
  slot: { startsAt: number };
  application: { reference: string | null };
  /** What was asked. */
  questions: Rubric;
  name: string;
  panel: readonly { personId: number; name: string }[];
  lock: { lockedAt: number; lockedBy: number | null } | null;
  filed: readonly number[];
  mine: Filed | null;
  others: readonly (Filed & { name: string })[] | null;
};

/** What stands above each page about cards. */
export function cardsHead(shown: Shown, language: Language) {
  const { lock, panel, filed } = shown;
  return {
    id: shown.booking.id,
    assumed: shown.booking.assumed,
    sessionId: shown.session.id,
    name: shown.name,
    reference: shown.application.reference ?? '',
    when: dateTime(language, shown.slot.startsAt),
    locked: lock !== null,
    lockedWords: lock
      ? say(
          language,
          lock.lockedBy === null ? 'interview-cards.locked.itself' : 'interview-cards.locked.person',
          {
            when: dateTime(language, lock.lockedAt),
          },
        )
      : '',
    progress: say(language, 'interview-cards.progress', {
      filed: panel.filter(({ personId }) => filed.includes(personId)).length,
      all: panel.length,
    }),
    waiting: panel.filter(({ personId }) => !filed.includes(personId)).map(({ name }) => name),
  };
}

/** The questions, the same for everybody: each with what 0 to 4 mean. */
export function questionsOf(rubric: Rubric, language: Language) {
  const words = textLanguage(language);
  return rubric.map(({ key, name, hint, marks }) => ({
    field: `mark_${key}`,
    name: name[words],
    hint: hint[words],
    options: marks.map((mark, value) => ({
      value: String(value),
      label: say(language, 'interview-cards.mark', { value, words: mark[words] }),
    })),
  }));
}

/** What may be recommended. */
export function recommendationOptions(language: Language) {
  return interviewRecommendations.map((value) => ({
    value,
    label: say(language, `interview-cards.recommendation.${value}`),
  }));
}

/** What stands in the fields: one's own card, if it is in. */
export function valuesOf(mine: Filed | null): Record<string, string> {
  if (!mine) return {};
  const marks = Object.entries(mine.marks).map(([key, mark]) => [`mark_${key}`, String(mark)]);
  return { ...Object.fromEntries(marks), recommendation: mine.recommendation, words: mine.words ?? '' };
}

/** Cards side by side: a row for each question, a column for each of the panel; null while one's own is not in. */
export function tableOf(shown: Shown, language: Language) {
  const { mine, others, questions } = shown;
  if (others === null) return null;
  const own = mine ? [{ ...mine, name: say(language, 'interview-cards.own') }] : [];
  const cards = [...own, ...others];
  const words = textLanguage(language);
  return {
    names: cards.map(({ name }) => name),
    rows: questions.map(({ key, name }) => ({
      name: name[words],
      cells: cards.map((card) => ({ name: card.name, value: String(card.marks[key] ?? '') })),
    })),
    recommendations: cards.map((card) => ({
      name: card.name,
      value: say(language, `interview-cards.recommendation.${card.recommendation}`),
    })),
    notes: cards.flatMap(({ name, words }) => (words ? [{ name, words }] : [])),
  };
}
