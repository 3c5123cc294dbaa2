// Whether words of a declaration may name somebody of the people register: pure. A likeness is asked about, never acted on.
import { fold } from '../lib/fold.js';

/** How near it comes: every word of the name, or the surname alone. */
export type Likeness = 'name' | 'surname';

/** A word of a text, folded; a name in Albanian and Serbian begins with a capital letter whatever its case. */
export type Word = { folded: string; isCapital: boolean };

/** Shorter words are too common to stand for somebody alone. */
const SHORT = 3;
const SURNAME = 5;
/** So many letters an ending may add: "Shembulli", "Shembullit"; "Petrović", "Petrovićem". */
const ENDING = 3;

/** The words of a text, each once. */
export function wordsOf(text: string): Word[] {
  const found = new Map<string, Word>();
  for (const written of text.match(/[\p{L}\p{M}'’]+/gu) ?? []) {
    const folded = fold(written).replaceAll(' ', '');
    const isCapital = /^\p{Lu}/u.test(written);
    if (folded.length >= SHORT) found.set(`${folded} ${isCapital}`, { folded, isCapital });
  }
  return [...found.values()];
}

/** True when two folded words differ in their ending at most. */
function isOne(one: string, other: string): boolean {
  if (one === other) return true;
  const shorter = Math.min(one.length, other.length);
  if (Math.abs(one.length - other.length) > ENDING) return false;
  const stem = Math.max(shorter - 1, SHORT);
  return one.slice(0, stem) === other.slice(0, stem) && shorter >= stem;
}

/**
 * How near the words come to any of the spellings of somebody's name; undefined when they do not. A surname alone
 * counts when it is written as a name and is no short word. Source: monitoring §3 (impartiality). Throws nothing.
 */
export function likenessOf(words: readonly Word[], spellings: readonly string[]): Likeness | undefined {
  let nearest: Likeness | undefined;
  for (const spelling of spellings) {
    const parts = fold(spelling).split(' ').filter(Boolean);
    const long = parts.filter((part) => part.length >= SHORT);
    const has = (part: string) => words.some(({ folded }) => isOne(folded, part));
    if (long.length > 1 && long.every(has)) return 'name';
    const surname = parts.at(-1) ?? '';
    const isWritten = words.some(({ folded, isCapital }) => isCapital && isOne(folded, surname));
    if (surname.length >= SURNAME && isWritten) nearest = 'surname';
  }
  return nearest;
}
