// When somebody who was invited and has not chosen is reminded.
import { expect, test } from 'vitest';
import { lastDayToChoose, reminderDue } from '../../src/invitations/rules.js';
import { day, toInstant } from '../../src/lib/time.js';

test.each<[string, number, number | undefined]>([
  ['before half of the time nothing is due', 4.9, undefined],
  ['half-way the first', 5, 5],
  ['until the last day it stays the first', 8.9, 5],
  ['a day before the end the second', 9, 9],
  ['after the end nothing', 10, undefined],
])('%s', (_name, now, expected) => {
  const due = reminderDue({ invitedAt: 0, replyBy: 10 * day }, now * day);

  expect(due === undefined ? undefined : due / day).toBe(expected);
});

test('with a day to answer there is one reminder, never before the invitation', () => {
  expect(reminderDue({ invitedAt: 0, replyBy: day }, day - 1)).toBe(day / 2);
});

test('a time can be chosen until so many hours before it begins; without times on no day', () => {
  const at = toInstant('2026-12-04', '14:20');
  expect(lastDayToChoose([toInstant('2026-12-04', '10:00'), at], 24)).toBe('2026-12-03');
  expect(lastDayToChoose([at], 10)).toBe('2026-12-04');
  expect(lastDayToChoose([], 24)).toBeNull();
});
