// Which days a year, a quarter or all years are, and which can be chosen.
import { expect, test } from 'vitest';
import { codeOf, periodIn, periodOfCode, yearsUntil } from '../../src/figures/form.js';
import { toInstant } from '../../src/lib/time.js';

const now = toInstant('2026-10-22', '14:00');

test.each([
  [{}, '2026-01-01', '2026-10-21', false],
  [{ year: '2025' }, '2025-01-01', '2025-12-31', true],
  [{ year: '2026', quarter: '3' }, '2026-07-01', '2026-09-30', true],
  [{ year: '2024', quarter: '1' }, '2024-01-01', '2024-03-31', true],
  [{ year: '2026', quarter: '4' }, '2026-10-01', '2026-10-21', false],
  [{ year: 'all', quarter: '2' }, '1999-01-01', '2026-10-21', false],
  [{ year: '2027' }, '2026-01-01', '2026-10-21', false],
  [{ year: '1998' }, '2026-01-01', '2026-10-21', false],
  [{ year: ['2025'], quarter: '5' }, '2025-01-01', '2025-12-31', true],
  [{ year: "2025'--", quarter: { a: '1' } }, '2026-01-01', '2026-10-21', false],
])('%j is %s to %s', (query, from, until, isOver) => {
  expect(periodIn(query, now)).toMatchObject({ from, until, isOver });
});

test('a year is over on the first of January, not before', () => {
  expect(periodOfCode('2026', toInstant('2026-12-31', '23:59'))?.isOver).toBe(false);
  expect(periodOfCode('2026', toInstant('2027-01-01', '00:00'))?.isOver).toBe(true);
});

test.each(['2025', '2026-3'])('the code %s leads to its period and back', (code) => {
  const period = periodOfCode(code, now);

  expect(period && codeOf(period)).toBe(code);
});

test.each(['', '25', '2026-5', '2026-0', 'all', '2026-3x', '2026-3-1', '0001', '1998-4', '2027', '9999'])(
  '%j is the code of none',
  (code) => {
    expect(periodOfCode(code, now)).toBeUndefined();
  },
);

test('years from the first hearing to this one', () => {
  expect(yearsUntil(now, '2024-05-01')).toEqual([2026, 2025, 2024]);
  expect(yearsUntil(now, null)).toEqual([2026]);
  expect(yearsUntil(now, '2027-01-10')).toEqual([2026]);
});
