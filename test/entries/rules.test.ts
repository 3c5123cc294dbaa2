// Which day of receipt lets an application in.
import { expect, test } from 'vitest';
import { dayProblem, isLate, receivedAt } from '../../src/entries/rules.js';
import { endOfDay, startOfDay, toInstant } from '../../src/lib/time.js';

const call = { opensAt: startOfDay('2026-10-12'), closesAt: endOfDay('2026-11-05') };
const now = toInstant('2026-11-07', '09:30');

test.each([
  ['2026-10-11', 'entries.problem.before'],
  ['2026-10-12', undefined],
  ['2026-11-07', undefined],
  ['2026-11-08', 'entries.problem.future'],
])('received on %s: %s', (day, problem) => {
  expect(dayProblem(day, call, now)).toBe(problem);
});

test('the whole day of the deadline is in time, the next day is late', () => {
  expect([isLate('2026-11-05', call), isLate('2026-11-06', call)]).toEqual([false, true]);
});

test('a day of receipt stands for its noon, and never for a time that has not come', () => {
  expect(receivedAt('2026-11-05', now)).toBe(toInstant('2026-11-05', '12:00'));
  expect(receivedAt('2026-11-07', now)).toBe(now);
});
