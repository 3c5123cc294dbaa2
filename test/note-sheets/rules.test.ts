// How much room a sheet leaves for writing.
import { expect, test } from 'vitest';
import { linesBeside, rowsTaken } from '../../src/note-sheets/rules.js';

test.each([
  [0, 6],
  [4, 4],
  [8, 2],
  [6, 3],
  [10, 2],
  [10.8, 1],
  [12.4, 1],
  [13, 24],
  [40, 24],
])('beside people on %d rows there are %i lines', (people, lines) => {
  expect(linesBeside(people)).toBe(lines);
});

test('a role of two lines takes most of a row more', () => {
  expect(rowsTaken([])).toBe(0);
  expect(
    rowsTaken([
      'kryetar i trupit gjykues',
      'mbrojtës · për Jasna Odbranić · i caktuar sipas detyrës zyrtare',
    ]),
  ).toBe(2.8);
});
