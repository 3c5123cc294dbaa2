// When words of a declaration come near a name of the register: cases of two languages, two scripts, and what does not.
import { expect, test } from 'vitest';
import { likenessOf, wordsOf } from '../../src/likenesses/rules.js';

test.each([
  ['My uncle is Agim Shembulli.', ['Agim Shembulli'], 'name'],
  ['Unë jam nip i Agim Shembullit.', ['Agim Shembulli'], 'name'],
  ['shembulli agim', ['Agim Shembulli'], 'name'],
  ['Radim sa Jovanom Petrovićem.', ['Jovan Petrović'], 'name'],
  ['Радим са Јованом Петровићем.', ['Jovan Petrović'], 'name'],
  ['Radila sam kod Ćazima Primera.', ['Avdyl Primer', 'Qazim Primer'], 'name'],
  ['Zyra e avokatit Mbrojtësi', ['Mimoza Mbrojtësi'], 'surname'],
  ['një shembulli tjetër', ['Agim Shembulli'], undefined],
  ['My aunt Ana lives in Peja.', ['Ana Li'], undefined],
  ['Agim is my neighbour.', ['Agim Shembulli'], undefined],
  ['', ['Agim Shembulli'], undefined],
  ['Shembulli', [''], undefined],
])('"%s" and %s: %s', (text, spellings, likeness) => {
  expect(likenessOf(wordsOf(text), spellings)).toBe(likeness);
});

test('a whole name in another spelling comes before a surname', () => {
  expect(likenessOf(wordsOf('Avdulj Šembuli'), ['Avdyl Shembulli', 'Avdulj Šembuli'])).toBe('name');
});
