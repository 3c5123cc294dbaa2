// What the list of institutions goes by.
import { fold } from '../lib/fold.js';

const LONGEST = 40;

/** The short word of a new institution, from its English name: one that is not among `taken`, nor the word for none. */
export function idFor(nameEn: string, taken: readonly string[]): string {
  const word =
    fold(nameEn)
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, LONGEST)
      .replace(/^-|-$/g, '') || 'institution';
  const isFree = (id: string) => id !== 'other' && !taken.includes(id);
  if (isFree(word)) return word;
  for (let number = 2; ; number += 1) if (isFree(`${word}-${number}`)) return `${word}-${number}`;
}

type Named = { id: string; nameSq: string; nameSr: string; nameEn: string };

/** Words that say nothing of which institution it is. */
const common =
  'universiteti universitet univerzitet university kolegji koledz college fakulteti fakultet faculty juridik pravni law of the dhe i ne u sa'.split(
    ' ',
  );

/**
 * The institution on the list that a typed name most likely means: the one that shares most of its telling words, in
 * any language; undefined where none shares half of them, or two share as many. A suggestion, never a decision.
 */
export function likelyMeant(typed: string, list: readonly Named[]): string | undefined {
  const words = tellingWords(typed);
  if (words.length === 0) return undefined;
  const scores = list
    .map(({ id, nameSq, nameSr, nameEn }) => {
      const names = [nameSq, nameSr, nameEn].map(tellingWords);
      const shared = Math.max(...names.map((name) => words.filter((word) => name.includes(word)).length));
      return { id, shared };
    })
    .sort((a, b) => b.shared - a.shared);
  const [first, second] = scores;
  const isClear = first && first.shared * 2 >= words.length && first.shared > (second?.shared ?? 0);
  return isClear ? first.id : undefined;
}

function tellingWords(name: string): string[] {
  const words = fold(name).split(/[^a-z0-9]+/);
  return [...new Set(words)].filter((word) => word.length > 1 && !common.includes(word));
}
