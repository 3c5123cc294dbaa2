// How much room a sheet leaves for writing.
import { expect, test } from 'vitest';
import { linesBeside } from '../../src/note-sheets/rules.js';

test.each([
  [0, 6],
  [4, 4],
  [8, 2],
  [6, 3],
  [10, 2],
  [11, 24],
  [40, 24],
])('beside %i people there are %i lines', (people, lines) => {
  expect(linesBeside(people)).toBe(lines);
});
