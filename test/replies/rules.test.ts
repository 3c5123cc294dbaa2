// Until when an offer is answered and an answer taken back, and how many places wait for a reserve.
import { expect, test } from 'vitest';
import { day, endOfDay, hour, toInstant } from '../../src/lib/time.js';
import { answerUntil, newDayProblem, takeBackUntil, unheard } from '../../src/replies/rules.js';

const settings = { undoAnswerHours: 24 };

test.each([
  ['to the end of its day', 1000, null, 1000],
  ['no longer when an answer was taken back before that', 10 * day, 2 * day, 10 * day],
  ['for a day after an answer was taken back at the end', 10 * day, 9.5 * day, 10.5 * day],
])('an offer is answered %s', (_name, replyBy, takenBackAt, until) => {
  expect(answerUntil(replyBy, takenBackAt, settings)).toBe(until);
});

test('only an acceptance and a refusal are taken back, for as long as the call says', () => {
  expect(takeBackUntil({ state: 'accepted', stateAt: 5 }, settings)).toBe(5 + day);
  expect(takeBackUntil({ state: 'declined', stateAt: 5 }, settings)).toBe(5 + day);
  expect(takeBackUntil({ state: 'offered', stateAt: 5 }, settings)).toBeNull();
  expect(takeBackUntil({ state: 'offer_lapsed', stateAt: 5 }, settings)).toBeNull();
});

const left = (at: number) => ({ at, hasLeft: true });
const stuck = (at: number) => ({ at, hasLeft: false });
test.each([
  ['both reminders left', [left(5 * day), left(9.5 * day)], null, null],
  ['one came half-way alone', [left(5 * day)], null, 'unreminded'],
  ['two left, the last too early', [left(5 * day), left(8 * day)], null, 'unreminded'],
  ['the last did not leave', [left(5 * day), stuck(9.5 * day)], null, 'unreminded'],
  ['the first did not leave', [stuck(5 * day), left(9.5 * day)], null, 'unreminded'],
  ['a late one stands for the first', [stuck(5 * day), left(8 * day), left(9 * day)], null, null],
  ['none was written', [], null, 'unreminded'],
  ['both left and a letter came back', [left(5 * day), left(9.5 * day)], 1, 'bounced'],
] as const)('an offer may lapse on silence when %s: %j, %j', (_name, reminders, bouncedAt, why) => {
  expect(unheard({ replyBy: 10 * day, reminders }, bouncedAt)).toBe(why);
});

test.each([
  ['2026-10-29', 'past'],
  ['2026-10-30', 'not_later'],
  ['2026-10-31', null],
  ['2026-11-30', null],
  ['2026-12-01', 'after_start'],
])('a new day %s to answer: %s', (replyOn, problem) => {
  const now = toInstant('2026-10-29', '09:00') + hour;
  const offer = { until: endOfDay('2026-10-30'), startsOn: '2026-12-01' };
  expect(newDayProblem(replyOn, offer, now)).toBe(problem);
});
