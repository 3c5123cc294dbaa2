// Public holidays as a calendar can know them.
import { expect, test } from 'vitest';
import { isHoliday } from '../../src/lib/holidays.js';

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
