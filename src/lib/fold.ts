// Owns search folding: one plain spelling for Albanian, Serbian (both scripts) and English words.

/** Latin letters that Unicode does not take apart into a letter and its mark. */
export const undivided: Readonly<Record<string, string>> = {
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ə: 'e',
};

/** Cyrillic letters as they fold, and Latin letters that Unicode does not take apart. */
const letters: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  ђ: 'd',
  е: 'e',
  ж: 'z',
  з: 'z',
  и: 'i',
  ј: 'j',
  к: 'k',
  л: 'l',
  љ: 'lj',
  м: 'm',
  н: 'n',
  њ: 'nj',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  ћ: 'c',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'c',
  ч: 'c',
  џ: 'dz',
  ш: 's',
  ѓ: 'd',
  ќ: 'c',
  ѕ: 'dz',
  щ: 'st',
  ъ: 'a',
  ы: 'i',
  ь: 'j',
  э: 'e',
  ю: 'ju',
  я: 'ja',
  ...undivided,
};

const known = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu');

/**
 * Folds text for searching; apply it to the index and to the query. Lower case, Latin, no marks;
 * anything but letters and digits becomes one space. These find each other: ë/e, ç/č/ć/ch/q, đ/dj/gj/d,
 * š/sh/s, ž/zh/z, dž/xh/dz. Albanian q is folded with ć because court records write one and the same
 * person Qazim and Ćazim. Folding twice changes nothing. Throws nothing.
 */
export function fold(text: string): string {
  const swap = (letter: string) => letters[letter] ?? letter;
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(known, swap)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(known, swap)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/q/g, 'c')
    .replace(/[dg]j+/g, 'd')
    .replace(/xh+/g, 'dz')
    .replace(/([csz])h+/g, '$1');
}

const MOST_TERMS = 6;
const LONGEST_TERM = 40;

/**
 * A safe FTS5 query from what a person typed: each folded word quoted and taken as the beginning of a
 * word, all of them required. At most 6 words of at most 40 letters; undefined when nothing is left to
 * search for. Throws nothing.
 */
export function ftsQuery(text: string): string | undefined {
  const terms = fold(text).split(' ').filter(Boolean).slice(0, MOST_TERMS);
  if (terms.length === 0) return undefined;
  return terms.map((term) => `"${Array.from(term).slice(0, LONGEST_TERM).join('')}"*`).join(' AND ');
}
