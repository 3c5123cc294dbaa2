// Public holidays as a calendar can know them.
import { expect, test } from 'vitest';
import { expectedBajrams, isHoliday } from '../../src/lib/holidays.js';

test.each([
  ['2027-01-01', true],
  ['2027-01-07', true],
  ['2027-02-17', true],
  ['2027-04-09', true],
  ['2026-12-25', true],
  ['2026-12-24', false],
  // Western Easter Mondays.
  ['2024-04-01', true],
  ['2026-04-06', true],
  ['2027-03-29', true],
  ['2027-03-28', false],
  // Eastern ones; in 2025 both are one day.
  ['2024-05-06', true],
  ['2025-04-21', true],
  ['2026-04-13', true],
  ['2027-05-03', true],
  ['2026-11-02', false],
])('%s: %s', (day, is) => {
  expect(isHoliday(day)).toBe(is);
});

test('the Bajrams are reckoned, and never said to be holidays: what is announced may differ by a day', () => {
  const days = (year: number) => expectedBajrams(year).map(({ kind, day }) => `${kind} ${day}`);

  // As announced in Kosovo for 2024 and 2026.
  expect(days(2024)).toEqual(['fiter 2024-04-10', 'kurban 2024-06-16']);
  expect(days(2026)).toEqual(['fiter 2026-03-20', 'kurban 2026-05-27']);
  // Twice in a year when the year of the moon begins early enough.
  expect(days(2033).filter((one) => one.startsWith('fiter'))).toHaveLength(2);
  expect(isHoliday('2026-03-20')).toBe(false);
});
