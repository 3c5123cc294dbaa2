import { expect, test } from 'vitest';
import { applicationStates } from '../../db/schema/applications.js';
import {
  groupNames,
  groupOf,
  groups,
  pageWithin,
  searchWords,
  sent,
  shares,
  unsent,
} from '../../src/register/rules.js';

test('every state is in one group, or was never sent', () => {
  const all = [...groupNames.flatMap((group) => [...groups[group]]), ...unsent];

  expect([...all].sort()).toEqual([...applicationStates].sort());
  expect(new Set(all).size).toBe(all.length);
  expect(sent.every((state) => groupOf(state) !== undefined)).toBe(true);
  expect([groupOf('draft'), groupOf('not_submitted'), groupOf('submitted')]).toEqual([
    undefined,
    undefined,
    'new',
  ]);
});

test.each([
  [[0, 44, 9, 37, 26], [0, 15, 5, 5, 0].map((_one, i) => [0, 10, 5, 5, 5][i])],
  [
    [3, 100, 100, 100, 100],
    [3, 7, 5, 5, 5],
  ],
  [
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
  ],
  [
    [100, 0, 0, 0, 0],
    [25, 0, 0, 0, 0],
  ],
  [
    [1, 2, 0, 0, 100],
    [1, 2, 0, 0, 22],
  ],
])('of %j each group gets %j rows of a page', (totals, given) => {
  expect(shares(totals)).toEqual(given);
});

test.each([
  [1, 0, 1],
  [0, 100, 1],
  [4, 100, 4],
  [5, 100, 4],
  [9_999_999, 1_000_000, 400],
  [2, 26, 2],
  [2, 25, 1],
])('page %i of %i rows is page %i', (asked, total, page) => {
  expect(pageWithin(asked, total)).toBe(page);
});

test('single letters are not searched for', () => {
  expect(searchWords('arta k')).toBe('arta');
  expect(searchWords('a')).toBeUndefined();
  expect(searchWords('')).toBeUndefined();
});
