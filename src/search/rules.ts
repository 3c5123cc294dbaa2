// The part of a text a search was for: pure.
import { fold } from '../lib/fold.js';

/** Words around the first that fits, before and after. */
const AROUND = 14;
/** Words folded together while the first that fits is looked for: folding costs by the call, not by the word. */
const TOGETHER = 40;

export type Piece = { text: string; hit: boolean };

/**
 * The part of a text around the first word that begins like one of the words searched for, in pieces, each told whether
 * it fits; [] when none does. Both are folded as the index folds. Throws nothing.
 */
export function excerptOf(text: string, q: string): Piece[] {
  const wanted = fold(q).split(' ').filter(Boolean);
  const words = text.split(/\s+/).filter(Boolean);
  const fits = (written: string) =>
    fold(written)
      .split(' ')
      .some((part) => wanted.some((one) => part.startsWith(one)));
  const first = firstOf(words, fits);
  if (first === -1) return [];
  const [from, until] = [Math.max(0, first - AROUND), Math.min(words.length, first + AROUND + 1)];
  const pieces: Piece[] = from > 0 ? [{ text: '…', hit: false }] : [];
  for (const word of words.slice(from, until)) {
    const hit = fits(word);
    const last = pieces.at(-1);
    if (last && last.hit === hit) last.text += ` ${word}`;
    else pieces.push({ text: word, hit });
  }
  if (until < words.length) pieces.push({ text: '…', hit: false });
  return pieces;
}

/** Where the first word that fits stands; -1 when none does. What fits alone fits among others too. */
function firstOf(words: readonly string[], fits: (text: string) => boolean): number {
  for (let from = 0; from < words.length; from += TOGETHER) {
    const some = words.slice(from, from + TOGETHER);
    if (fits(some.join(' '))) return from + some.findIndex(fits);
  }
  return -1;
}

/** A text folded as the index keeps it, and in it none of these pseudonyms: nobody protected is looked up. Throws nothing. */
export function withoutPseudonyms(text: string, pseudonyms: readonly string[]): string {
  const hidden = pseudonyms.map((one) => ` ${fold(one)} `).filter((one) => one.trim() !== '');
  // Twice, as the space between two of them ends one and begins the other.
  const words = [...hidden, ...hidden].reduce((left, one) => left.replaceAll(one, ' '), ` ${fold(text)} `);
  return words.trim();
}
