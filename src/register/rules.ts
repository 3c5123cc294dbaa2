// What the register shows and in which order of urgency: groups of states, what is never opened, shares of a page.
import type { State } from '../applications/states.js';

/** What a group of applications needs, the most urgent first. `attention` cuts across states; the rest share them out. */
export const groups = {
  attention: [],
  new: ['submitted'],
  waiting: ['info_requested', 'invited', 'offered'],
  progress: ['in_review', 'shortlisted', 'booked', 'interviewed', 'waitlisted'],
  finished: ['accepted', 'ineligible', 'not_selected', 'withdrawn', 'declined', 'offer_lapsed'],
} as const satisfies Record<string, readonly State[]>;

export type Group = keyof typeof groups;
export const groupNames = Object.keys(groups) as Group[];

/** What nobody has sent: staff see how many there are, and open none. What a student has not sent is theirs alone. */
export const unsent = ['draft', 'not_submitted'] as const satisfies readonly State[];

/** Every state staff may open, in the order of the groups. */
export const sent: readonly State[] = groupNames.flatMap((group) => [...groups[group]]);

/** The group a state belongs to; undefined for what was never sent. */
export function groupOf(state: State): Group | undefined {
  return groupNames.find((group) => (groups[group] as readonly State[]).includes(state));
}

export const PAGE = 25;
/** Nobody reads ten thousand rows page by page; further back, a filter is quicker. */
export const MOST_PAGES = 400;
/** A search shows this many, the newest; more is a question that needs another word. */
export const MOST_FOUND = 100;
/** How far filtered rows are counted before "or more" is said instead. */
export const MOST_COUNTED = 1000;
/** Rows an export holds at most. */
export const MOST_EXPORTED = 20_000;

/**
 * How many rows of each group stand on a page of all groups: each gets some, and what one does not need goes to
 * the most urgent. Unit: rows; together at most `room`.
 */
export function shares(totals: readonly number[], room = PAGE): number[] {
  const fair = Math.floor(room / Math.max(1, totals.length));
  const given = totals.map((total) => Math.min(total, fair));
  let left = room - given.reduce((sum, one) => sum + one, 0);
  return given.map((one, index) => {
    const more = Math.min(left, (totals[index] ?? 0) - one);
    left -= more;
    return one + more;
  });
}

/** The page asked for, within what there is: 1 to the last one, at most 400. */
export function pageWithin(asked: number, total: number): number {
  const last = Math.min(MOST_PAGES, Math.max(1, Math.ceil(total / PAGE)));
  return Math.min(Math.max(1, asked), last);
}

/**
 * The words of a search worth asking the index: a single letter would begin every second name. Folded already.
 * undefined when nothing is left.
 */
export function searchWords(folded: string): string | undefined {
  const words = folded.split(' ').filter((word) => word.length > 1);
  return words.length > 0 ? words.join(' ') : undefined;
}
