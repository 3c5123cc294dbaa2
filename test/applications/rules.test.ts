// What may still be done, to the millisecond.
import { expect, test } from 'vitest';
import { applicationStates } from '../../db/schema/applications.js';
import { mayEdit, mayLapse, mayReinstate, maySubmit, referenceOf } from '../../src/applications/rules.js';
import type { State } from '../../src/applications/states.js';
import { day, endOfDay, minute } from '../../src/lib/time.js';

const closesAt = endOfDay('2026-11-05');
const call = { closesAt, graceMinutes: 15 };
const lastOfGrace = closesAt + 15 * minute;
const begun = { createdAt: closesAt - day, lateKeyUsable: false };
const withKey = { createdAt: closesAt + day, lateKeyUsable: true };

test.each([
  ['at the last millisecond of the deadline day', begun, closesAt, true],
  ['one millisecond later, in the quiet grace', begun, closesAt + 1, true],
  ['at the last millisecond of the grace', begun, lastOfGrace, true],
  ['one millisecond after the grace', begun, lastOfGrace + 1, false],
  ['in the grace, begun at the very deadline', { ...begun, createdAt: closesAt }, closesAt + 1, true],
  [
    'in the grace, begun one millisecond after it',
    { ...begun, createdAt: closesAt + 1 },
    closesAt + 2,
    false,
  ],
  ['weeks later, with a late key', withKey, closesAt + 20 * day, true],
])('sending %s', (_when, application, now, expected) => {
  expect(maySubmit(application, call, now)).toBe(expected);
});

test('a call without grace closes at its deadline', () => {
  expect(maySubmit(begun, { closesAt, graceMinutes: 0 }, closesAt + 1)).toBe(false);
});

test('drafts may be let lapse from the first millisecond after the grace', () => {
  expect(mayLapse(call, lastOfGrace)).toBe(false);
  expect(mayLapse(call, lastOfGrace + 1)).toBe(true);
});

const may = (state: State, now: number, lateKeyUsable = false) =>
  mayEdit({ state, createdAt: begun.createdAt, lateKeyUsable }, call, now);

test('a draft may be written exactly as long as it may be sent', () => {
  expect([closesAt, lastOfGrace, lastOfGrace + 1].map((now) => may('draft', now))).toEqual([
    'all',
    'all',
    'nothing',
  ]);
  expect(may('draft', lastOfGrace + day, true)).toBe('all');
});

test('what was sent may be changed until the deadline, and then in part, whatever key it was sent with', () => {
  expect([closesAt, closesAt + 1].map((now) => may('submitted', now))).toEqual(['all', 'later']);
  expect(may('submitted', closesAt + 1, true)).toBe('later');
});

test('each state: before the deadline and after it', () => {
  const table = Object.fromEntries(
    applicationStates.map((state) => [state, [may(state, closesAt - day), may(state, closesAt + day)]]),
  );

  expect(table).toEqual({
    draft: ['all', 'nothing'],
    submitted: ['all', 'later'],
    info_requested: ['later', 'later'],
    in_review: ['later', 'later'],
    shortlisted: ['later', 'later'],
    invited: ['later', 'later'],
    booked: ['later', 'later'],
    interviewed: ['later', 'later'],
    offered: ['later', 'later'],
    waitlisted: ['later', 'later'],
    accepted: ['later', 'later'],
    ineligible: ['nothing', 'nothing'],
    not_selected: ['nothing', 'nothing'],
    withdrawn: ['nothing', 'nothing'],
    declined: ['nothing', 'nothing'],
    offer_lapsed: ['nothing', 'nothing'],
    not_submitted: ['nothing', 'nothing'],
  });
});

test('an applicant takes a withdrawal back until the deadline, a coordinator for five days', () => {
  const withdrawnAt = closesAt - minute;

  expect(mayReinstate('applicant', withdrawnAt, call, closesAt)).toBe(true);
  expect(mayReinstate('applicant', withdrawnAt, call, closesAt + 1)).toBe(false);
  expect(mayReinstate('coordinator', withdrawnAt, call, withdrawnAt + 5 * day)).toBe(true);
  expect(mayReinstate('coordinator', withdrawnAt, call, withdrawnAt + 5 * day + 1)).toBe(false);
});

test('references have four digits at least and never lose one', () => {
  expect([1, 42, 9999, 10000].map((number) => referenceOf(2026, number))).toEqual([
    'HLC-2026-0001',
    'HLC-2026-0042',
    'HLC-2026-9999',
    'HLC-2026-10000',
  ]);
});
