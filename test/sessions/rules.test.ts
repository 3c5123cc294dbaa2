// How long a session lives, and what it opens.
import { expect, test } from 'vitest';
import { groupsFor, isOver, lifetime } from '../../src/sessions/rules.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test('staff have half an hour of quiet and twelve hours in all; a remembered applicant has thirty days', () => {
  const idle = (assurance: 'full' | 'password' | 'link', remembered: boolean, quiet: number) =>
    isOver({ assurance, remembered, lastSeenAt: 0, expiresAt: 99 * DAY }, quiet);

  expect([idle('full', false, 30 * MINUTE - 1), idle('full', false, 30 * MINUTE)]).toEqual([false, true]);
  expect([idle('full', true, 30 * MINUTE - 1), idle('full', true, 30 * MINUTE)]).toEqual([false, true]);
  expect([idle('password', false, 10 * MINUTE - 1), idle('password', false, 10 * MINUTE)]).toEqual([
    false,
    true,
  ]);
  expect([idle('link', false, 12 * HOUR - 1), idle('link', false, 12 * HOUR)]).toEqual([false, true]);
  expect([idle('link', true, 30 * DAY - 1), idle('link', true, 30 * DAY)]).toEqual([false, true]);
  expect([lifetime('full', true), lifetime('link', false), lifetime('link', true)]).toEqual([
    12 * HOUR,
    12 * HOUR,
    30 * DAY,
  ]);
});

test('a session is over at its end however much it was used', () => {
  expect(isOver({ assurance: 'full', remembered: false, lastSeenAt: 99, expiresAt: 100 }, 99)).toBe(false);
  expect(isOver({ assurance: 'full', remembered: false, lastSeenAt: 99, expiresAt: 100 }, 100)).toBe(true);
});

test('an e-mail link opens the applicant’s part only, and a password alone nothing', () => {
  expect(groupsFor('full', ['applicant', 'coordinator'])).toEqual(['applicant', 'coordinator']);
  expect(groupsFor('link', ['applicant', 'coordinator'])).toEqual(['applicant']);
  expect(groupsFor('password', ['applicant', 'coordinator'])).toEqual([]);
});
