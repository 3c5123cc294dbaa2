// What follows from somebody not coming, and whom a delay concerns.
import { expect, test } from 'vitest';
import { delayed, hasBegun, isForCoordinator } from '../../src/attendance/rules.js';
import { toInstant } from '../../src/lib/time.js';

test('the first time is forgiven by itself, the second is for a person', () => {
  expect([0, 1, 2].map(isForCoordinator)).toEqual([false, true, true]);
});

test('attendance can be noted from the first moment on, not before', () => {
  expect([hasBegun(10, 9), hasBegun(10, 10)]).toEqual([false, true]);
});

test('a delay concerns those of the same day who have not begun', () => {
  const at = (day: string, time: string) => ({ startsAt: toInstant(day, time) });
  const slots = [at('2026-11-02', '09:00'), at('2026-11-02', '23:30'), at('2026-11-03', '00:10')];

  expect(delayed(slots, toInstant('2026-11-02', '09:00'))).toEqual([slots[1]]);
});
