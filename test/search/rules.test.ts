// The excerpt of a text, around the first word that fits.
import { describe, expect, it } from 'vitest';
import { excerptOf, withoutPseudonyms } from '../../src/search/rules.js';

const words = (many: number) => Array.from({ length: many }, () => 'fjalë').join(' ');
const hits = (text: string, q: string) =>
  excerptOf(text, q)
    .filter(({ hit }) => hit)
    .map((piece) => piece.text);

describe('the excerpt of a text', () => {
  it.each([0, 1, 39, 40, 41, 79, 80, 200])('finds a word behind %i others', (before) => {
    const text = `${words(before)} Ćazim. ${words(50)}`.trim();
    expect(hits(text, 'qazim')).toEqual(['Ćazim.']);
    const around = excerptOf(text, 'qazim').map((piece) => piece.text);
    expect(around.join(' ').split(' ').length).toBeLessThanOrEqual(2 * 14 + 1 + 2);
    expect(around[0]?.startsWith('…')).toBe(before > 14);
  });

  it('marks every word that begins like one of those searched for', () => {
    expect(hits('Gjykatësi dhe gjykata, jo pezullimi', 'gjyka pez')).toEqual([
      'Gjykatësi',
      'gjykata,',
      'pezullimi',
    ]);
  });

  it('finds a word that folds to several, and two words never as one', () => {
    expect(hits('PS.nr.12/19 u shtye', '12')).toEqual(['PS.nr.12/19']);
    expect(hits('g j', 'gj')).toEqual([]);
  });

  it('is nothing when nothing fits', () => {
    expect(excerptOf(words(100), 'askush')).toEqual([]);
    expect(excerptOf('', 'askush')).toEqual([]);
  });
});

it.each<[string, string[], string]>([
  ['W3 said that W31 was there, and w3 left.', ['W3'], 'said that w31 was there and left'],
  ['W3 W3 W4', ['W3', 'W4'], ''],
  ['Nobody here', ['W3'], 'nobody here'],
  ['Nobody here', [''], 'nobody here'],
])('"%s" without %j is "%s"', (text, pseudonyms, left) => {
  expect(withoutPseudonyms(text, pseudonyms)).toBe(left);
});
