// The days a calendar shows, at the edges of weeks, months and years.
import { expect, test } from 'vitest';
import { besides, dayOr, daysBetween, mondayOf, shortOf, spanOf } from '../../src/hearings/rules.js';
import { toInstant } from '../../src/lib/time.js';

test.each([
  ['2026-11-02', '2026-11-02'],
  ['2026-11-08', '2026-11-02'],
  ['2027-01-01', '2026-12-28'],
])('%s is in the week of Monday %s', (day, monday) => {
  expect(mondayOf(day)).toBe(monday);
});

test.each([
  ['month', '2026-11-15', '2026-10-26', '2026-12-06'],
  ['month', '2027-02-28', '2027-02-01', '2027-02-28'],
  ['week', '2026-10-25', '2026-10-19', '2026-10-25'],
  ['list', '2026-12-20', '2026-12-20', '2027-01-18'],
] as const)('a %s on %s shows %s to %s', (view, day, from, until) => {
  expect(spanOf(view, day)).toEqual({ from, until });
});

test('weeks stay whole over both changes of the clocks', () => {
  for (const day of ['2026-10-25', '2027-03-28']) {
    const { from, until } = spanOf('week', day);
    expect(daysBetween(from, until)).toHaveLength(7);
  }
});

test('before and after: the first of the neighbouring months, the same weekday', () => {
  expect(besides('month', '2026-12-31')).toEqual({ previous: '2026-11-01', next: '2027-01-01' });
  expect(besides('week', '2026-12-31')).toEqual({ previous: '2026-12-24', next: '2027-01-07' });
});

test('an address with a day that is none shows today, in Prishtina', () => {
  const now = toInstant('2026-10-22', '00:30');

  for (const typed of [undefined, '', '2026-13-01', '2026-02-30', 'x', ['2026-11-01'], '0001-01-01'])
    expect(dayOr(typed, now)).toBe('2026-10-22');
  expect(dayOr('2026-11-01', now)).toBe('2026-11-01');
});

test.each([
  ['Shembulli', 'Shembulli'],
  ['Agim Shembulli', 'Shembulli'],
  ['Shembulli, Mostra, Uzorak', 'Shembulli +2'],
  ['Shembulli dhe Mostra', 'Shembulli +1'],
  ['Shembulli dhe të tjerët', 'Shembulli +'],
  ['Uzorak i drugi', 'Uzorak +'],
  ['A. Shembulli and others', 'Shembulli +'],
  ['A.B. and C.D.', 'A.B. +1'],
  ['', ''],
])('a case against %s is called %s where there is little room', (against, short) => {
  expect(shortOf(against)).toBe(short);
});
