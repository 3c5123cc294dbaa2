// What may be said about the communities of applicants without saying anything about one of them.
import type { Tally } from '../../db/schema/tallies.js';

/** A community is named from this many on. Source: recruitment §2. */
export const LEAST = 5;

/**
 * The communities that may be published, the largest first, of all counters of a call. `sent` is how many applications were
 * ever sent for it, which staff know: where what is not shown would be one to four people, the smallest community that
 * could be shown is kept back too, so that no subtraction leads to a handful. Who gave no answer is no community.
 */
export function publishable(counters: readonly Tally[], sent: number): Tally[] {
  const shown = counters
    .filter(({ community, count }) => community !== 'no_answer' && count >= LEAST)
    .map(({ community, count }) => ({ community, count }))
    .sort((a, b) => b.count - a.count || (a.community < b.community ? -1 : 1));
  const rest = () => sent - shown.reduce((sum, { count }) => sum + count, 0);
  while (shown.length > 0 && rest() > 0 && rest() < LEAST) shown.pop();
  return shown;
}
