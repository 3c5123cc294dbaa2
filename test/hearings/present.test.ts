// The page of the calendar: today is marked and listed though nothing is on, and no other empty day.
import { expect, test } from 'vitest';
import { calendarOf } from '../../src/hearings/present.js';
import { toInstant } from '../../src/lib/time.js';

const now = toInstant('2026-11-01', '09:00');
const everything = { case: null, court: null, monitor: null };
const page = (view: 'month' | 'week', day: string) => calendarOf('en', { view, day, ...everything }, [], now);
const marked = ({ weeks }: ReturnType<typeof page>) =>
  weeks.flatMap(({ days }) => days.filter(({ isToday }) => isToday).map(({ day }) => day));

test.each(['month', 'week'] as const)('the %s marks today, and only today', (view) => {
  expect(marked(page(view, '2026-11-01'))).toEqual(['2026-11-01']);
  expect(marked(page(view, '2026-12-15'))).toEqual([]);
});

test('of empty days today alone is listed, and in another month none, though it shows the day', () => {
  expect(page('month', '2026-11-15').days.map(({ day }) => day)).toEqual(['2026-11-01']);
  // The first of November stands in the last week of October.
  expect(marked(page('month', '2026-10-15'))).toEqual(['2026-11-01']);
  expect(page('month', '2026-10-15').days).toEqual([]);
});
