// Owns the two scripts of Serbian: Cyrillic to Latin, and Latin to Cyrillic where a word allows it.

const pairs: readonly (readonly [cyrillic: string, latin: string])[] = [
  ['а', 'a'],
  ['б', 'b'],
  ['в', 'v'],
  ['г', 'g'],
  ['д', 'd'],
  ['ђ', 'đ'],
  ['е', 'e'],
  ['ж', 'ž'],
  ['з', 'z'],
  ['и', 'i'],
  ['ј', 'j'],
  ['к', 'k'],
  ['л', 'l'],
  ['љ', 'lj'],
  ['м', 'm'],
  ['н', 'n'],
  ['њ', 'nj'],
  ['о', 'o'],
  ['п', 'p'],
  ['р', 'r'],
  ['с', 's'],
  ['т', 't'],
  ['ћ', 'ć'],
  ['у', 'u'],
  ['ф', 'f'],
  ['х', 'h'],
  ['ц', 'c'],
  ['ч', 'č'],
  ['џ', 'dž'],
  ['ш', 'š'],
];

const latinOf = new Map(pairs);
const cyrillicOf = new Map(pairs.map(([cyrillic, latin]) => [latin, cyrillic]));

const isUpper = (letter: string | undefined) => letter !== undefined && /\p{Lu}/u.test(letter);
const isLetter = (letter: string | undefined) => letter !== undefined && /\p{L}/u.test(letter);

/**
 * Writes Serbian Cyrillic in Latin letters; everything else stays as it is. Љ, Њ and Џ become LJ, NJ and
 * DŽ inside capitals (ЊЕГОШ, NJEGOŠ) and Lj, Nj and Dž elsewhere (Његош, Njegoš). Throws nothing.
 */
export function toLatin(text: string): string {
  const signs = Array.from(text.normalize('NFC'));
  return signs
    .map((sign, i) => {
      const latin = latinOf.get(sign.toLowerCase());
      if (latin === undefined) return sign;
      if (!isUpper(sign)) return latin;
      const next = signs[i + 1];
      const shouting = isLetter(next) ? isUpper(next) : isUpper(signs[i - 1]);
      return latin.length === 1 || shouting
        ? latin.toUpperCase()
        : latin.charAt(0).toUpperCase() + latin.slice(1);
    })
    .join('');
}

/** Where n+j and d+ž are two sounds; each word part is written with a bar between the two letters. */
const apart = [
  'in|jekc',
  'in|jekt',
  'in|jicir',
  'kon|jug',
  'kon|junk',
  'kon|jukt',
  'kon|jekt',
  'van|jezi',
  'tan|jug',
  'pan|jugosl',
  'van|jugosl',
  '^an|jon',
  '^nad|živ',
  '^nad|žanr',
  '^nad|žnj',
  '^nad|žet',
  '^pod|žanr',
  '^pod|žup',
  '^pod|želud',
  '^pred|želud',
  '^pred|živ',
  '^od|živ',
  '^od|žal',
  '^od|žvak',
  '^od|žvrk',
  '^od|želud',
].map((part) => ({
  find: new RegExp(part.replace('|', ''), 'giu'),
  cut: part.replace('^', '').indexOf('|'),
}));

/** Acronyms that stay Latin even in a heading all of capitals. */
const acronyms = new Set(
  'HLC PDF DOC DOCX JPG JPEG PNG JSON EUR USD CSV ICS HTML CV GPS SMS USB IBAN OSCE BIRN UNMIK KFOR ICTY NATO GDPR SHA'.split(
    ' ',
  ),
);

/** Serbian acronyms: they change script like any word, also with an ending (FHP-a). */
const ours = new Set(['FHP', 'SFRJ']);

/** Names of programs and of keys on a keyboard, which nobody writes in Cyrillic. */
const names = /^(?:JavaScript|Google|Authenticator|Aegis|Chrome|Safari|Android|Enter|English)(?:[aeu]|om)?$/u;

/** Short Serbian words that people put in capitals for emphasis. */
const emphasis = new Set(
  'NE DA I ILI ALI JE SU NIJE NISU U NA SE SA ZA OD DO PO IZ SAMO SVE SVI BEZ TO TE NI PRE POSLE MORA MOŽE'.split(
    ' ',
  ),
);

const address =
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|(?:https?|ftp|mailto|tel):[^\s<>"]+|www\.[^\s<>"]+|[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.[a-z][a-z0-9]+(?:\/[^\s<>"]*)?(?![\p{L}\p{N}])/u;
const piece = new RegExp(`(${address.source})|[\\p{L}\\p{N}]+`, 'gu');

/** A word with letters outside the Serbian alphabet (q, w, x, y, ë, ç …) is somebody else's word. */
const serbian = /^[a-pr-vzđčćšž]+$/iu;

function staysLatin(word: string, amongCapitals: boolean): boolean {
  if (!serbian.test(word) || names.test(word)) return true;
  if (ours.has(word)) return false;
  if (word.length < 2 || word !== word.toUpperCase()) return false;
  if (acronyms.has(word) || /^(?:I{2,3}|IV|VI{1,3})$/.test(word)) return true;
  if (!/[AEIOUR]/.test(word)) return true;
  return !amongCapitals && word.length <= 5 && !/[ČĆĐŠŽ]|NJ|LJ/.test(word) && !emphasis.has(word);
}

function wordToCyrillic(word: string): string {
  const cuts = new Set<number>();
  for (const { find, cut } of apart) for (const match of word.matchAll(find)) cuts.add(match.index + cut);
  let written = '';
  for (let i = 0; i < word.length; i += 1) {
    const one = word.charAt(i);
    const two = word.slice(i, i + 2);
    const pair =
      cuts.has(i + 1) || (!isUpper(one) && isUpper(two[1])) ? undefined : cyrillicOf.get(two.toLowerCase());
    const cyrillic = pair ?? cyrillicOf.get(one.toLowerCase()) ?? one;
    written += isUpper(one) ? cyrillic.toUpperCase() : cyrillic;
    if (pair !== undefined) i += 1;
  }
  return written;
}

/**
 * Writes Serbian Latin in Cyrillic. Left alone: e-mail and web addresses, file names, words with letters
 * that Serbian has not, letters mixed with digits (B2, A4), Roman numerals, and acronyms: those on our
 * list, and in text that is not all capitals any short word in capitals. n+j and d+ž that are two sounds
 * (injekcija, nadživeti) stay two letters for the words we know. Throws nothing.
 */
export function toCyrillic(text: string): string {
  const whole = text.normalize('NFC').replace(/[Ǆ-ǌ]/gu, (sign) => sign.normalize('NFKC').normalize('NFC'));
  const amongCapitals = !/\p{Ll}/u.test(whole.replace(new RegExp(address.source, 'gu'), ''));
  return whole.replace(piece, (word: string, kept: string | undefined) =>
    kept !== undefined || staysLatin(word, amongCapitals) ? word : wordToCyrillic(word),
  );
}
