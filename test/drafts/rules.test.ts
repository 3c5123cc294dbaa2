// When a reminder is due, to the millisecond, and when it says nothing any more.
import { expect, test } from 'vitest';
import { reminderDue } from '../../src/drafts/rules.js';
import { day, endOfDay, hour } from '../../src/lib/time.js';

const closesAt = endOfDay('2026-11-05');
const call = { closesAt };
const old = { createdAt: closesAt - 30 * day };
const week = closesAt - 7 * day;
const twoDays = closesAt - 2 * day;
const sixHours = closesAt - 6 * hour;

test.each([
  ['before the first', week - 1, undefined],
  ['at the hour of the first', week, week],
  ['two days late, while the server was down: still', week + 2 * day - 1, week],
  ['later than that: the next one says it better', week + 2 * day, undefined],
  ['just before the second', twoDays - 1, undefined],
  ['at the hour of the second', twoDays, twoDays],
  ['a day late: no more', twoDays + day, undefined],
  ['at the hour of the third', sixHours, sixHours],
  ['three hours late, three hours before the end: no more', sixHours + 3 * hour, undefined],
  ['at the deadline', closesAt, undefined],
  ['after the deadline', closesAt + 1, undefined],
])('%s', (_when, now, due) => {
  expect(reminderDue(old, call, now)).toBe(due);
});

test('who began after the hour of a reminder is not reminded of it', () => {
  expect(reminderDue({ createdAt: twoDays }, call, twoDays)).toBeUndefined();
  expect(reminderDue({ createdAt: twoDays - 1 }, call, twoDays)).toBe(twoDays);
});

test('a deadline that is moved has reminders of its own', () => {
  const moved = { closesAt: closesAt + 10 * day };

  expect(reminderDue(old, moved, week + 10 * day)).toBe(week + 10 * day);
});
