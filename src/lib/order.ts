// Owns the order of names: a word for each name whose plain order, letter by letter, is the order of a language.
import { toLatin } from './cyrillic.js';
import { undivided } from './fold.js';

/** Letters in their order; two signs can be one letter. What a language has not stands where its neighbours expect it. */
const alphabets = {
  sq: 'a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v w x xh y z zh',
  sr: 'a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž',
  en: 'a b c d e f g h i j k l m n o p q r s t u v w x y z',
} as const;
export type Alphabet = keyof typeof alphabets;

const DIGITS = 0x21;
const LETTERS = 0x30;
const LONGEST = 60;

const ranks = Object.fromEntries(
  Object.entries(alphabets).map(([name, letters]) => [
    name,
    new Map(letters.split(' ').map((letter, rank) => [letter, String.fromCharCode(LETTERS + rank)])),
  ]),
) as Record<Alphabet, Map<string, string>>;

/**
 * The word a name is ordered by: ASCII only, so that SQLite, JavaScript and any index agree. Cyrillic stands among Latin;
 * marks a language has no letter for count for nothing. Null for a name without letters or digits. Throws nothing.
 * Source: the alphabets of standard Albanian and of Serbian (latinica).
 */
export function orderKey(name: string, alphabet: Alphabet): string | null {
  const rank = ranks[alphabet];
  const words = toLatin(name.normalize('NFKC'))
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u);
  const keys = words.map((word) => keyOf(Array.from(word.normalize('NFC')), rank)).filter(Boolean);
  return keys.length > 0 ? keys.join(' ').slice(0, LONGEST) : null;
}

function keyOf(signs: readonly string[], rank: ReadonlyMap<string, string>): string {
  let key = '';
  for (let at = 0; at < signs.length; at += 1) {
    const sign = signs[at] as string;
    const pair = rank.get(sign + (signs[at + 1] ?? ''));
    if (pair !== undefined && signs[at + 1] !== undefined) {
      key += pair;
      at += 1;
    } else if (/^\d$/.test(sign)) key += String.fromCharCode(DIGITS + Number(sign));
    else key += rank.get(sign) ?? withoutMarks(sign, rank);
  }
  return key;
}

function withoutMarks(sign: string, rank: ReadonlyMap<string, string>): string {
  const bare = undivided[sign] ?? sign.normalize('NFKD').replace(/\p{M}/gu, '');
  return Array.from(bare, (one) => rank.get(one) ?? '').join('');
}
