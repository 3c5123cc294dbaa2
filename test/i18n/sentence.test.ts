// Our sentences beside those of intl-messageformat: the same words for every text, in every language.
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { localeOf, texts } from '../../src/i18n/index.js';
import { kinds, type Piece, sentenceOf, type Values } from '../../src/i18n/sentence.js';

const languages = ['sq', 'sr', 'en'] as const;
const counts = [0, 1, 2, 3, 5, 11, 21, 22, 101, 1234];

function read(source: string, locale: string): Piece[] {
  const reading = { locale: new Intl.Locale(locale), ignoreTag: true };
  return IntlMessageFormat.__parse?.(source, reading) as Piece[];
}

/** Values for every name in a text: numbers where it counts, each choice in its turn, a word elsewhere. */
function valuesFor(pieces: readonly Piece[], turn: number): Record<string, string | number> {
  return Object.assign(
    {},
    ...pieces.map(({ type, value = '', options = {} }): Values => {
      const choices = Object.keys(options);
      const inside = Object.values(options).map((option) => valuesFor(option.value, turn));
      const counted = type === kinds.plural || type === kinds.number;
      const own = counted ? counts[turn % counts.length] : choices[turn % choices.length];
      const isNamed = type !== kinds.literal && type !== kinds.pound;
      return Object.assign({}, ...inside, isNamed ? { [value]: own ?? 'Arta' } : {});
    }),
  );
}

test.each(languages)('every text says in %s what intl-messageformat would say', (language) => {
  const locale = localeOf(language);
  const different = Object.entries(texts).flatMap(([key, entry]) => {
    const pieces = read(entry[language], locale);
    const theirs = new IntlMessageFormat(entry[language], locale, undefined, { ignoreTag: true });
    const ours = sentenceOf(pieces, locale);
    return counts.flatMap((_count, turn) => {
      const values = valuesFor(pieces, turn);
      return ours(values) === String(theirs.format(values)) ? [] : [`${key} with ${JSON.stringify(values)}`];
    });
  });

  expect(Object.keys(texts).length).toBeGreaterThan(1000);
  expect(different).toEqual([]);
});

test('a plural counts what is left after its offset, and an exact number wins', () => {
  const source =
    '{others, plural, offset:1 =0 {nobody} =1 {Arta} one {Arta and one more} other {Arta and # more}}';
  const say = sentenceOf(read(source, 'en'), 'en');

  expect([0, 1, 2, 1235].map((others) => say({ others }))).toEqual([
    'nobody',
    'Arta',
    'Arta and one more',
    'Arta and 1,234 more',
  ]);
});

test('a value that is missing is an error that names it', () => {
  const say = sentenceOf(read('Dear {name}', 'en'), 'en');

  expect(() => say()).toThrow('a sentence needs "name"');
});

test('a date that ends with a full stop ends the sentence too; a text with dots of its own keeps them', () => {
  const say = sentenceOf(read('Rok: {when}. Posle {when} više ne.', 'sr-Latn'), 'sr-Latn');

  expect(say({ when: '6. januar 2027.' })).toBe('Rok: 6. januar 2027. Posle 6. januar 2027. više ne.');
  expect(say({ when: '23:59' })).toBe('Rok: 23:59. Posle 23:59 više ne.');
  expect(sentenceOf(read('{name}...', 'en'), 'en')({ name: 'Dr.' })).toBe('Dr....');
});
