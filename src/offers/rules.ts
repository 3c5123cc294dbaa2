// Judgements about offers, the reserve list and refusals, as pure functions.
import { addDays, addMonths, endOfDay } from '../lib/time.js';

/** Why somebody was not selected: the whole list; one to three are given. Source: recruitment §3.1, event 21. */
export const refusalReasons = [
  'places',
  'priority',
  'motivation',
  'writing',
  'reasoning',
  'knowledge',
  'languages',
  'availability',
  'no_interview',
] as const;
export const MOST_REASONS = 3;

/** Local days; the end of the day `replyOn` is the last moment to answer. */
export type Terms = { startsOn: string; endsOn: string; replyOn: string };

/** A fortnight between the last day to answer and the first day, at least. */
const SETTLE_DAYS = 14;

/**
 * Terms to begin with: an answer within the call's days, beginning on the first of a month, as long as the call asks
 * at least. `today` is a local day.
 */
export function firstTerms(today: string, replyDays: number, months: { min: number }): Terms {
  const replyOn = addDays(today, replyDays);
  const settled = addDays(replyOn, SETTLE_DAYS);
  const startsOn = `${addMonths(`${settled.slice(0, 7)}-01`, 1)}`;
  return { replyOn, startsOn, endsOn: addDays(addMonths(startsOn, months.min), -1) };
}

/** What is wrong with when somebody is to answer; null when nothing is. Both are local days or instants of ours. */
export function replyProblem(terms: Terms, now: number): 'past' | 'after_start' | null {
  if (endOfDay(terms.replyOn) <= now) return 'past';
  return terms.replyOn >= terms.startsOn ? 'after_start' : null;
}

/** Places left after so many are taken; null where the call says no number. Never below zero. */
export function placesLeft(places: number | null, taken: number): number | null {
  return places === null ? null : Math.max(0, places - taken);
}

/** A number for each of them from fields named `rank_<id>`; for each that is missing or not free, what to say there. */
export function ranksIn(
  typed: Readonly<Record<string, unknown>>,
  ids: readonly number[],
  taken: readonly number[],
): { ranks: Map<number, number>; problems: Record<string, string> } {
  const ranks = new Map<number, number>();
  const problems: Record<string, string> = {};
  for (const id of ids) {
    const value = typed[`rank_${id}`];
    if (value === undefined || value === '') problems[`rank_${id}`] = 'form.required';
    else if (typeof value !== 'string' || !/^[1-9]\d{0,2}$/.test(value))
      problems[`rank_${id}`] = 'form.integer';
    else if (taken.includes(Number(value)) || [...ranks.values()].includes(Number(value)))
      problems[`rank_${id}`] = 'offers.problem.rank_taken';
    else ranks.set(id, Number(value));
  }
  return { ranks, problems };
}

/** One of those who were met: bands in halves, null while there is no score. */
export type Scored = {
  id: number;
  file: number | null;
  interview: number | null;
  /** `in` has a place or is offered one, `open` may still get one, `out` will not. */
  side: 'in' | 'open' | 'out';
};
export type Tie = { file: number; interview: number; ids: number[]; open: number; out: number };

/** Those in the same two bands of whom some are offered a place and others are not. Source: recruitment §3.1, event 19. */
export function tiesAcross(scored: readonly Scored[]): Tie[] {
  const groups = new Map<string, Scored[]>();
  for (const one of scored) {
    if (one.file === null || one.interview === null) continue;
    const key = `${one.file}:${one.interview}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()]
    .filter((group) => group.some(({ side }) => side === 'in') && group.some(({ side }) => side !== 'in'))
    .map((group) => ({
      file: group[0]?.file ?? 0,
      interview: group[0]?.interview ?? 0,
      ids: group.map(({ id }) => id),
      open: group.filter(({ side }) => side === 'open').length,
      out: group.filter(({ side }) => side === 'out').length,
    }));
}

/** True when a record says how everybody in the tie was told apart. */
export function isRecorded(
  tie: Tie,
  records: readonly { fileBand: number; interviewBand: number; applicationIds: readonly number[] }[],
): boolean {
  return records.some(
    ({ fileBand, interviewBand, applicationIds }) =>
      fileBand === tie.file &&
      interviewBand === tie.interview &&
      tie.ids.every((id) => applicationIds.includes(id)),
  );
}

/**
 * Ties that need a record before these offers, for the line between people who stand alike is drawn by them: somebody
 * alike is refused already, or too few places are `left` for all of them. Without a number of places only the first.
 */
export function tiesCut(ties: readonly Tie[], left: number | null): Tie[] {
  return ties.filter(({ open, out }) => out > 0 || (left !== null && left < open));
}
