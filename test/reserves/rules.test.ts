// How many places wait for a reserve, and which orders of the list may be.
import { expect, test } from 'vitest';
import { movedBy, orderFrom, typedOrder, vacancies } from '../../src/reserves/rules.js';

test.each([
  ['nothing was given up', { all: 5, offeredFirst: 2, gaveUp: 0, movedUp: 0, left: 3 }, 0],
  ['one was', { all: 5, offeredFirst: 5, gaveUp: 1, movedUp: 0, left: 1 }, 1],
  ['one was, and somebody moved up', { all: 5, offeredFirst: 5, gaveUp: 1, movedUp: 1, left: 0 }, 0],
  ['two were, and one place is left', { all: 5, offeredFirst: 6, gaveUp: 2, movedUp: 0, left: 1 }, 1],
  ['one was, but there are too many offers', { all: 4, offeredFirst: 5, gaveUp: 1, movedUp: 0, left: 0 }, 0],
  [
    'one was, after the list had filled one never offered',
    { all: 5, offeredFirst: 4, gaveUp: 1, movedUp: 1, left: 1 },
    1,
  ],
  ['one was, and others were kept free', { all: 5, offeredFirst: 3, gaveUp: 1, movedUp: 0, left: 3 }, 1],
  ['the call says no number', { all: null, offeredFirst: 4, gaveUp: 2, movedUp: 1, left: null }, 1],
])('places that wait when %s', (_name, places, count) => {
  expect(vacancies(places)).toBe(count);
});

const one = (id: number, rank: number, isTold = true, isFixed = false) => ({ id, rank, isTold, isFixed });
const typed = (numbers: Record<number, string>) =>
  Object.fromEntries(Object.entries(numbers).map(([id, number]) => [`rank_${id}`, number]));

test.each([
  ['nobody was told: any order', [one(7, 1, false), one(8, 2, false)], { 7: '2', 8: '1' }, [8, 7]],
  ['told 2 and 3, and the first has gone', [one(8, 2), one(9, 3)], { 8: '2', 9: '1' }, [9, 8]],
  [
    'one is fixed',
    [one(7, 1, false), one(8, 2, false, true), one(9, 3, false)],
    { 7: '3', 9: '1' },
    [9, 8, 7],
  ],
])('an order that may be: %s', (_name, list, numbers, order) => {
  expect(orderFrom(typed(numbers), list)).toEqual({ order, problems: {} });
});

const told = (rank: number) => ({ key: 'reserves.problem.told', values: { rank } });
const most = (count: number) => ({ key: 'reserves.problem.number', values: { most: count } });
test.each([
  ['a letter would be wrong', [one(7, 1), one(8, 2)], { 7: '2', 8: '1' }, { rank_7: told(1) }],
  [
    'twice the same',
    [one(7, 1, false), one(8, 2, false)],
    { 7: '1', 8: '1' },
    { rank_8: 'reserves.problem.twice' },
  ],
  ['none', [one(7, 1, false), one(8, 2, false)], { 7: '1' }, { rank_8: 'form.required' }],
  ['too high', [one(7, 1, false), one(8, 2, false)], { 7: '1', 8: '3' }, { rank_8: most(2) }],
  ['no number', [one(7, 1, false), one(8, 2, false)], { 7: 'x', 8: '2' }, { rank_7: most(2) }],
  [
    'of one that is fixed',
    [one(7, 1, false), one(8, 2, false, true)],
    { 7: '2' },
    { rank_7: 'reserves.problem.twice' },
  ],
])('an order that may not be: %s', (_name, list, numbers, problems) => {
  expect(orderFrom(typed(numbers), list).problems).toEqual(problems);
});

test('one moves among those that may move; who is fixed stays, and at either end nothing changes', () => {
  const list = [1, 2, 3, 4].map((id) => ({ id, isFixed: id === 2 }));
  const ids = (all: readonly { id: number }[]) => all.map(({ id }) => id);

  expect(ids(movedBy(list, 3, 'up'))).toEqual([3, 2, 1, 4]);
  expect(ids(movedBy(list, 3, 'down'))).toEqual([1, 2, 4, 3]);
  for (const [id, way] of [
    [1, 'up'],
    [4, 'down'],
    [2, 'up'],
    [9, 'down'],
  ] as const)
    expect(ids(movedBy(list, id, way))).toEqual([1, 2, 3, 4]);
  expect(ids(typedOrder({ rank_1: '4', rank_3: '1', rank_4: 'x' }, list))).toEqual([3, 2, 1, 4]);
  expect(ids(typedOrder({}, list))).toEqual([1, 2, 3, 4]);
});
