// Which week is looked at, whatever is typed, and from when on a next date counts.
import { expect, test } from 'vitest';
import { toInstant } from '../../src/lib/time.js';
import { weekOf } from '../../src/weeks/rules.js';

/** A Thursday. */
const now = toInstant('2026-10-22', '10:00');

test.each([
  ['2026-10-19', '2026-10-19'],
  ['2026-10-25', '2026-10-19'],
  ['2026-10-26', '2026-10-26'],
  ['', '2026-10-19'],
  ['2026-02-31', '2026-10-19'],
  ["'; drop table hearings", '2026-10-19'],
  [undefined, '2026-10-19'],
  [['2026-10-26'], '2026-10-19'],
])('"%s" is the week of %s', (typed, monday) => {
  expect(weekOf(typed, now).from).toBe(monday);
});

test.each([
  ['2026-10-12', '2026-10-19'],
  ['2026-10-19', '2026-10-22'],
  ['2026-10-26', '2026-10-26'],
])('in the week of %s a next date counts from %s on', (of, onwards) => {
  expect(weekOf(of, now).onwards).toBe(onwards);
});

test('a week in which clocks change is an hour longer, and ends where the next begins', () => {
  const week = weekOf('2026-10-21', now);

  expect(week.before - week.since).toBe((7 * 24 + 1) * 3_600_000);
  expect(weekOf(week.next, now).since).toBe(week.before);
});
