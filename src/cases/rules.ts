// How a case's number is read: the same number however it is typed, and whether its shape is one we know.
import { fold } from '../lib/fold.js';

export type ReadNumber = { numberKey: string; digits: string; isOdd: boolean };

/** Words for "number" that stand between the letters and the digits, folded. */
const wordsForNumber = new Set(['nr', 'no', 'br', 'num', 'numri', 'numer', 'broj', 'number']);
const LETTERS_MOST = 6;

/**
 * What a number is found by. "PS.nr.76/19", "PS nr 76-19" and "ps76/2019" are one: letters, then the digits without
 * leading zeros, the year in four digits. `isOdd`: not letters, a number and a year; it is kept all the same.
 * Throws nothing.
 */
export function readNumber(written: string): ReadNumber {
  const pieces = fold(written).match(/\p{L}+|\p{N}+/gu) ?? [];
  const letters = pieces
    .filter((piece) => /^\p{L}/u.test(piece) && !wordsForNumber.has(piece))
    .map((piece) => withoutNumberWord(piece))
    .join('');
  const groups = pieces
    .filter((piece) => /^\p{N}/u.test(piece))
    .map((piece) => piece.replace(/^0+(?=\d)/, ''));
  const isSpecialist = letters.startsWith('ksc');
  const digits = (isSpecialist ? groups : groups.map(yearLast)).join('-');
  const [first = '', second = ''] = groups;
  const yearAt = isSpecialist ? first : yearLast(second, 1, groups);
  const isYear = /^(?:19|20)\d\d$/.test(yearAt);
  const isOdd = !(
    letters !== '' &&
    letters.length <= LETTERS_MOST &&
    groups.length === 2 &&
    isYear &&
    first !== '0'
  );
  return { numberKey: [letters, digits].filter(Boolean).join('-'), digits, isOdd };
}

/** "psnr" is "ps": typed together. */
function withoutNumberWord(piece: string): string {
  return /^\p{L}{1,5}nr$/u.test(piece) ? piece.slice(0, -2) : piece;
}

/** The last of two or more groups is a year: "19" is 2019, "99" is 1999. */
function yearLast(group: string, at: number, all: readonly string[]): string {
  if (at === 0 || at !== all.length - 1 || group.length !== 2) return group;
  const year = Number(group);
  return String(year > 50 ? 1900 + year : 2000 + year);
}
