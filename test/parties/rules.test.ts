// When two names are alike enough to ask a person.
import { expect, test } from 'vitest';
import { mayBeSame, nameKeyOf } from '../../src/parties/rules.js';

const same = (one: string, other: string) => mayBeSame(nameKeyOf(one), nameKeyOf(other));

test.each([
  ['Qazim Gjykatësi', 'Ćazim Đukatesi'],
  ['Агим Шембули', 'Agim Shembuli'],
  ['Shembulli Agim', 'Agim Shembulli'],
  ['Agim Shembulli', 'Agim Shembullit'],
  ['A. Shembulli', 'Agim Shembulli'],
  ['Željko Primerović', 'Жељко Примеровић'],
])('%s and %s may be one', (one, other) => {
  expect(same(one, other)).toBe(true);
});

test.each([
  ['Agim Shembulli', 'Besim Shembulli'],
  ['Agim Shembulli', 'Agim'],
  ['Ana Primer', 'Eno Primer'],
  ['Agim Shembulli', 'Agim Rreshti'],
  ['', ''],
])('%s and %s are two', (one, other) => {
  expect(same(one, other)).toBe(false);
});
