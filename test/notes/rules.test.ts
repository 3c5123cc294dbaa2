import { expect, test } from 'vitest';
import { withMentions, withNames } from '../../src/notes/rules.js';

const colleagues = [
  { id: 3, name: 'Dafina Shembulli' },
  { id: 4, name: 'Luan Shembulli' },
  { id: 5, name: 'Luan Shembulli Gjerë' },
  { id: 6, name: 'Đorđe Primer' },
];

test.each([
  ['no name at all', 'no name at all', []],
  ['@Dafina Shembulli, look', '@[3], look', [3]],
  ['see @dafina SHEMBULLI', 'see @[3]', [3]],
  ['@Dafina look', '@[3] look', [3]],
  ['(@Dafina)', '(@[3])', [3]],
  ['@Luan Shembulli and @Luan Shembulli Gjere.', '@[4] and @[5].', [4, 5]],
  ['@Đorđe, @Dafina, @Dafina', '@[6], @[3], @[3]', [6, 3]],
  ['arta.krasniqi@example.org wrote', 'arta.krasniqi@example.org wrote', []],
])('%s', (typed, words, ids) => {
  expect(withMentions(typed, colleagues)).toEqual({ words, ids });
});

test.each([
  ['@Luan look', 'Luan'],
  ['@Dafinaa', 'Dafinaa'],
  ['@Mira Primer', 'Mira'],
  ['a lone @ sign', ''],
  ['@[3]', '[3]'],
])('names nobody: %s', (typed, unknown) => {
  expect(withMentions(typed, colleagues)).toEqual({ unknown });
});

test('a first name is written when one only has it, and numbers become names again', () => {
  expect(withNames('@[3] and @[99]', (id) => (id === 3 ? 'Dafina' : 'nobody'))).toBe('@Dafina and @nobody');
});
