// What is wrong with a decision that waits, and how much it weighs: without a database.
import { expect, test } from 'vitest';
import { type Facts, problemsOf, strandedBy } from '../../src/releases/rules.js';

const fine: Facts = {
  event: 'offer',
  hasAddress: true,
  bounced: false,
  oldAddress: false,
  lacksOwnText: false,
  lacksCallText: false,
  deciderInConflict: false,
  deciderUndeclared: false,
  replyBy: 100,
  hasPlace: false,
  isOutOfTurn: false,
  lacksInterview: false,
  isAssumed: false,
};

test('each fact is a problem of its own, of its own weight', () => {
  const found = (facts: Partial<Facts>) =>
    problemsOf({ ...fine, ...facts }, 99).map((one) => Object.values(one).join(' '));

  expect(found({})).toEqual([]);
  expect(
    (
      [
        { replyBy: 99 },
        { deciderInConflict: true },
        { hasPlace: true },
        { isOutOfTurn: true },
        { oldAddress: true },
        { isAssumed: true },
        { lacksInterview: true },
        { bounced: true },
        { hasAddress: false },
        { lacksOwnText: true },
        { lacksCallText: true },
        { deciderUndeclared: true },
      ] as Partial<Facts>[]
    ).map(found),
  ).toEqual([
    ['reply_past stop'],
    ['decider_conflict confirm'],
    ['has_place confirm'],
    ['out_of_turn confirm'],
    ['old_address confirm'],
    ['assumed_held confirm'],
    ['no_interview note'],
    ['bounced note'],
    ['no_address note'],
    ['own_text note'],
    ['call_text note'],
    ['decider_undeclared note'],
  ]);
});

test('what concerns places is asked of offers alone', () => {
  const facts = { ...fine, hasPlace: true, isOutOfTurn: true, lacksInterview: true, replyBy: null };

  expect(problemsOf({ ...facts, event: 'reject' }, 0)).toEqual([]);
  expect(problemsOf({ ...facts, event: 'offer_after_all' }, 0)).toHaveLength(3);
});

test('a decision waits in vain where its application was withdrawn, or moved on', () => {
  expect([strandedBy('withdrawn'), strandedBy('accepted')]).toEqual(['withdrawn', 'moved']);
});
