// When two names may be one person's: Albanian and Serbian spellings, Cyrillic, word order, an ending, an initial.
import { fold } from '../lib/fold.js';

/** The words of a name, folded and sorted: who is written twice in another order or script has the same. */
export function nameKeyOf(name: string): string {
  return fold(name).split(' ').filter(Boolean).sort().join(' ');
}

/** How many letters may differ in all: an ending ("Shembulli", "Shembullit") or a slip of the pen. */
const SLIPS = 2;

/** True when two keys of `nameKeyOf` are alike enough to ask a person whether they are one. Throws nothing. */
export function mayBeSame(one: string, other: string): boolean {
  if (one === other) return one !== '';
  const [first, second] = [one.split(' '), other.split(' ')];
  if (first.length !== second.length || first.length < 2) return false;
  const rest = [...second];
  let slips = 0;
  for (const word of first) {
    const [best] = rest
      .map((candidate, at) => ({ at, slips: slipsBetween(word, candidate) }))
      .sort((a, b) => a.slips - b.slips);
    if (!best) return false;
    slips += best.slips;
    rest.splice(best.at, 1);
  }
  return slips <= SLIPS;
}

/** An initial fits every word that begins so; short words must be the same. */
function slipsBetween(one: string, other: string): number {
  if (one === other) return 0;
  if ((one.length === 1 || other.length === 1) && one[0] === other[0]) return 0;
  if (Math.min(one.length, other.length) < 4) return SLIPS + 1;
  return distance(one, other);
}

/** Levenshtein's distance, no further than just past `SLIPS`. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > SLIPS) return SLIPS + 1;
  let row = Array.from({ length: other.length + 1 }, (_none, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
