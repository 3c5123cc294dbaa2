// What makes a card whole, and who may see whose: judgements, as pure functions.
import type { interviewRecommendations } from '../../db/schema/interview-cards.js';

export type Card = {
  marks: Record<string, number>;
  recommendation: (typeof interviewRecommendations)[number];
  words: string | null;
};

/** The highest mark; the lowest is 0. */
const HIGHEST = 4;

/**
 * The marks somebody gave, by criterion, from fields named `mark_<criterion>`; for each that is missing or no mark, what
 * to say beside its field.
 */
export function marksIn(
  typed: Readonly<Record<string, unknown>>,
  criteria: readonly string[],
): { marks: Record<string, number>; problems: Record<string, string> } {
  const marks: Record<string, number> = {};
  const problems: Record<string, string> = {};
  for (const key of criteria) {
    const value = typed[`mark_${key}`];
    if (value === undefined || value === '') problems[`mark_${key}`] = 'form.required';
    else if (typeof value !== 'string' || !/^\d$/.test(value) || Number(value) > HIGHEST)
      problems[`mark_${key}`] = 'form.choice';
    else marks[key] = Number(value);
  }
  return { marks, problems };
}

/**
 * Whether somebody sees the others' cards: on the panel once their own is in, and everybody who may read them once they
 * are locked. Source: recruitment §3.5.
 */
export function maySeeOthers(who: { hasOwn: boolean; isLocked: boolean }): boolean {
  return who.hasOwn || who.isLocked;
}

/** True when every one of the panel has filed. */
export function isComplete(panel: readonly number[], filed: readonly number[]): boolean {
  return panel.length > 0 && panel.every((id) => filed.includes(id));
}
