// The queue in words: hours where they are few, days where nobody would count the hours.
import { expect, test } from 'vitest';
import { queueOf } from '../../src/reviews/present.js';
import type { Row } from '../../src/reviews/queries.js';

const now = Date.parse('2026-11-27T08:00:00Z');
const row = (hoursAgo: number) =>
  ({
    id: 1,
    state: 'filed',
    stateAt: now - hoursAgo * 3_600_000,
    outcome: 'held_productive',
    author: 'Ivana',
    against: 'Shembulli',
    scheduledOn: '2026-11-05',
    scheduledTime: '09:00',
    rounds: 1,
    warned: 0,
    first: Date.parse('2026-11-05T18:00:00Z'),
  }) as Row;
const waits = (hoursAgo: number) => queueOf('en', { filed: [row(hoursAgo)] }, now)[0]?.rows[0]?.waits;

test.each([
  [1, 'Waiting for 1 hour (target 48 hours)', false],
  [71, 'Waiting for 71 hours (target 48 hours)', true],
  [72, 'Waiting for 3 days (target 48 hours)', true],
  [347, 'Waiting for 14 days (target 48 hours)', true],
])('a report that has waited %i hours says so: %s', (hours, text, isLate) => {
  expect(waits(hours)).toEqual({ text, isLate });
});
