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
