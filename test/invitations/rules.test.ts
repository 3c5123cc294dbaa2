// When somebody who was invited and has not chosen is reminded.
import { expect, test } from 'vitest';
import { reminderDue } from '../../src/invitations/rules.js';
import { day } from '../../src/lib/time.js';

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
