// How times are made: spacing, lunch, midnight, and nights in which the clocks change.
import { expect, test } from 'vitest';
import { meetsHearing, overlap, runsPastMidnight, slotsOf } from '../../src/interviews/rules.js';
import { localTime, toInstant } from '../../src/lib/time.js';
import { aPlan } from '../support/interviews.js';

const hours = (plan: Partial<typeof aPlan>) =>
  slotsOf({ ...aPlan, ...plan }).map(({ startsAt, endsAt }) => `${localTime(startsAt)}–${localTime(endsAt)}`);

test.each<[string, Partial<typeof aPlan>, string[]]>([
  ['one after the other, with a pause', {}, ['09:00–09:30', '09:40–10:10', '10:20–10:50']],
  ['without a pause', { pause: 0 }, ['09:00–09:30', '09:30–10:00', '10:00–10:30']],
  [
    'none into the lunch break, not by a minute',
    { first: '11:00', lunchFrom: '12:00', lunchTo: '13:00' },
    ['11:00–11:30', '13:00–13:30', '13:40–14:10'],
  ],
  [
    'up to the break and from its end on',
    { first: '11:30', lunchFrom: '12:00', lunchTo: '12:30', pause: 0 },
    ['11:30–12:00', '12:30–13:00', '13:00–13:30'],
  ],
  [
    'a plan that begins inside the break',
    { first: '12:10', lunchFrom: '12:00', lunchTo: '13:00', count: 1 },
    ['13:00–13:30'],
  ],
])('%s', (_name, plan, expected) => {
  expect(hours(plan)).toEqual(expected);
});

test('the same hour on both sides of a change of clocks is an hour apart in UTC', () => {
  const utc = (day: string) =>
    new Date(slotsOf({ ...aPlan, day, first: '10:30', count: 1 })[0]?.startsAt ?? 0).toISOString();

  expect([utc('2026-10-24'), utc('2026-10-26')]).toEqual([
    '2026-10-24T08:30:00.000Z',
    '2026-10-26T09:30:00.000Z',
  ]);
  expect([utc('2027-03-27'), utc('2027-03-29')]).toEqual([
    '2027-03-27T09:30:00.000Z',
    '2027-03-29T08:30:00.000Z',
  ]);
});

test('through the night in which autumn repeats an hour, each time keeps its length', () => {
  const slots = slotsOf({ ...aPlan, day: '2026-10-25', first: '01:30', minutes: 60, pause: 0, count: 3 });

  expect(slots.map(({ startsAt, endsAt }) => endsAt - startsAt)).toEqual([3_600_000, 3_600_000, 3_600_000]);
  expect(slots.map(({ startsAt }) => localTime(startsAt))).toEqual(['01:30', '02:30', '02:30']);
});

test('a time that ends at midnight is of the day, one that ends later is not', () => {
  const plan = { ...aPlan, first: '23:00', minutes: 60, count: 1 };

  expect(runsPastMidnight(plan.day, slotsOf(plan))).toBe(false);
  expect(runsPastMidnight(plan.day, slotsOf({ ...plan, minutes: 61 }))).toBe(true);
});

test('two spans that only touch are not in each other’s way', () => {
  const at = (from: string, to: string) => ({
    startsAt: toInstant('2026-11-02', from),
    endsAt: toInstant('2026-11-02', to),
  });

  expect(overlap(at('09:00', '09:30'), at('09:30', '10:00'))).toBe(false);
  expect(overlap(at('09:00', '09:31'), at('09:30', '10:00'))).toBe(true);
  expect(overlap(at('09:00', '11:00'), at('09:30', '10:00'))).toBe(true);
});

test.each([
  ['it ends when the hearing begins', '09:30', false],
  ['it ends a minute later', '09:29', true],
  ['it begins after the hearing did', '07:00', true],
  ['the hour is not known', '', true],
])('a time of 9:00 to 9:30 is in the way of a hearing that day: %s', (_name, time, is) => {
  const span = { startsAt: toInstant('2026-11-02', '09:00'), endsAt: toInstant('2026-11-02', '09:30') };
  expect(meetsHearing(span, { day: '2026-11-02', time })).toBe(is);
  expect(meetsHearing(span, { day: '2026-11-03', time })).toBe(false);
});
