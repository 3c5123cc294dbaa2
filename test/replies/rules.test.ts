// Until when an offer is answered and an answer taken back, and how many places wait for a reserve.
import { expect, test } from 'vitest';
import { day } from '../../src/lib/time.js';
import { answerUntil, takeBackUntil } from '../../src/replies/rules.js';

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
