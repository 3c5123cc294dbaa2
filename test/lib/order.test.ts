// The order of names: as each language's own dictionary has it, whatever they were typed with.
import { expect, test } from 'vitest';
import { type Alphabet, orderKey } from '../../src/lib/order.js';

const names = [
  ...['Agim', 'Arta', 'Çelik', 'Cerim', 'Czon', 'Dafina', 'Dhurata', 'Drita', 'Dušan', 'Đorđe', 'Džemail'],
  ...['Elira', 'Ëndrra', 'Fatos', 'Gjon', 'Gëzim', 'Gzim', 'Ivana', 'Llazar', 'Luan', 'Ljiljana', 'Lzon'],
  ...['Nenad', 'Njomza', 'Nzon', 'Qëndrim', 'Rrahim', 'Rzon', 'Sanja', 'Shpresa', 'Szon', 'Šaban', 'Teuta'],
  ...['Thëllëza', 'Tzon', 'Ćazim', 'Čedomir', 'Xhevdet', 'Xzon', 'Zana', 'Zhaneta', 'Zzon', 'Živko', 'Wanda'],
  ...['Ylli', 'Arta Berisha', 'Arta Çeku', 'Arta Cena'],
];

function inOrder(alphabet: Alphabet): string[] {
  return [...names].sort((a, b) => {
    const [x, y] = [orderKey(a, alphabet) ?? '', orderKey(b, alphabet) ?? ''];
    return x < y ? -1 : x > y ? 1 : names.indexOf(a) - names.indexOf(b);
  });
}

test.each<[Alphabet, string]>([
  ['sq', 'sq-XK'],
  ['sr', 'sr-Latn-RS'],
  ['en', 'en-GB'],
])('names stand in the order of %s, as the Unicode tables have it', (alphabet, locale) => {
  const collator = new Intl.Collator(locale, { sensitivity: 'base' });
  const expected = [...names].sort((a, b) => collator.compare(a, b) || names.indexOf(a) - names.indexOf(b));

  expect(inOrder(alphabet)).toEqual(expected);
});

test.each<[string, string]>([
  ['Ђорђе Љубичић', 'Đorđe Ljubičić'],
  ['ARTA  krasniqi', 'Arta Krasniqi'],
  ['D\u030curđa', 'Ďurđa'],
])('%s stands where %s stands', (typed, other) => {
  for (const alphabet of ['sq', 'sr', 'en'] as const)
    expect(orderKey(typed, alphabet)).toBe(orderKey(other, alphabet));
});

test('a name without a letter has no place, and a long one is cut', () => {
  expect([orderKey('', 'sq'), orderKey(' – ', 'sr'), orderKey('日本', 'en')]).toEqual([null, null, null]);
  expect(orderKey('Arta '.repeat(100), 'en')).toHaveLength(60);
  expect(orderKey('Person 9', 'en')).toMatch(/^[ -~]+$/);
});
