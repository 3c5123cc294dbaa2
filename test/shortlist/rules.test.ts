// The published order, what separates two files, and what one place more or fewer changes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lotOf } from '../../src/lib/lot.js';
import { changeOf, type Entry, inOrder, separating, steps, wordOf } from '../../src/shortlist/rules.js';

const rules = { encouragement: true };
const entry = (id: number, more: Partial<Entry> = {}): Entry => ({
  id,
  priority: false,
  band: 4,
  advantage: false,
  encouraged: false,
  lot: `${id}`,
  mean: { over: 2, under: 1 },
  n: 2,
  ...more,
});
const ids = (entries: readonly { id: number }[]) => entries.map(({ id }) => id);

test('each step only decides between files that all steps before it left equal', () => {
  const entries = [
    entry(1, { lot: 'b' }),
    entry(2, { lot: 'a' }),
    entry(3, { encouraged: true }),
    entry(4, { advantage: true }),
    entry(5, { band: 5 }),
    entry(6, { priority: true, band: 0 }),
  ];

  const lines = inOrder(entries, rules);

  expect(ids(lines)).toEqual([6, 5, 4, 3, 2, 1]);
  expect(lines.map(({ separatedBy }) => separatedBy)).toEqual([null, ...steps]);
});

test('encouragement is asked for only where the call says so', () => {
  const [a, b] = [entry(1, { lot: 'a' }), entry(2, { lot: 'b', encouraged: true })];

  expect(ids(inOrder([a, b], { encouragement: true }))).toEqual([2, 1]);
  expect(ids(inOrder([a, b], { encouragement: false }))).toEqual([1, 2]);
  expect(separating(a, b, { encouragement: false })).toBe('lot');
});

test('before the lot is drawn a tie is a tie', () => {
  const lines = inOrder([entry(2, { lot: '' }), entry(1, { lot: '' })], rules);

  expect(lines.map(({ id, separatedBy }) => [id, separatedBy])).toEqual([
    [1, null],
    [2, null],
  ]);
  expect(changeOf(lines, new Set(), 1, rules).isTied).toBe(true);
});

test('who enters, who leaves and why', () => {
  const lines = inOrder(
    [
      entry(1, { band: 8 }),
      entry(2, { band: 6 }),
      entry(3, { band: 6, advantage: true }),
      entry(4, { band: 2 }),
    ],
    rules,
  );

  const change = changeOf(lines, new Set([1, 2]), 2, rules);

  expect(change.enters).toEqual([{ id: 3, by: 'advantage' }]);
  expect(change.leaves).toEqual([{ id: 2, by: 'advantage' }]);
  expect(change.border).toBe('advantage');
  expect(change.next).toEqual({ id: 2, by: 'band' });
  expect(change.last).toEqual({ id: 3, by: 'band' });
});

test('no place and more places than files', () => {
  const lines = inOrder([entry(1), entry(2)], rules);

  expect(changeOf(lines, new Set([1]), 0, rules)).toMatchObject({
    enters: [],
    leaves: [{ id: 1 }],
    border: null,
  });
  expect(changeOf(lines, new Set(), 9, rules)).toMatchObject({ leaves: [], border: null, next: null });
});

test('the order does not depend on how the files came, and one place more only adds', () => {
  const some = fc.record({
    priority: fc.boolean(),
    band: fc.integer({ min: 0, max: 8 }),
    advantage: fc.boolean(),
    encouraged: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(some, { maxLength: 40 }), fc.integer({ min: 0, max: 40 }), (list, size) => {
      const entries = list.map((one, index) =>
        entry(index + 1, { ...one, lot: lotOf('seed', String(index)) }),
      );
      const lines = inOrder(entries, rules);
      expect(wordOf(inOrder([...entries].reverse(), rules), size)).toBe(wordOf(lines, size));
      const more = changeOf(lines, new Set(ids(lines.slice(0, size))), size + 1, rules);
      expect(more.leaves).toEqual([]);
      expect(more.enters.length).toBeLessThanOrEqual(1);
    }),
  );
});

test('the lot is what anybody gets who draws it again', () => {
  // printf '%s' 'abc:HLC-2026-0001' | sha256sum
  expect(lotOf('abc', 'HLC-2026-0001')).toBe(
    '652b3858fcf8845ead8f88e2295dbbdf6de3bf4c1e9f88a38dda8070e77760fb',
  );
});
