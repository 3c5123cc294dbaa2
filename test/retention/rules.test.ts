// When something goes and what must have happened before: every boundary.
import { describe, expect, test } from 'vitest';
import { day, endOfDay, startOfDay, toInstant } from '../../src/lib/time.js';
import { dueAt, type Facts, soonestAfter, standing, tellAt } from '../../src/retention/rules.js';

const settings = {
  keepDraftDays: 30,
  keepUnselectedMonths: 6,
  keepForNextCallMonths: 12,
  erasureNoticeDays: 14,
};
const facts = (more: Partial<Facts> = {}): Facts => ({
  state: 'not_selected',
  source: 'web',
  stateAt: toInstant('2026-11-20', '15:30'),
  closesAt: endOfDay('2026-11-05'),
  lateUntil: null,
  keptSince: null,
  hasAddress: true,
  ...more,
});

describe('the day something goes', () => {
  test.each([
    ['a draft, thirty whole days after the deadline', { state: 'draft' }, '2026-12-06', 'draft'],
    ['a draft that lapsed, the same', { state: 'not_submitted' }, '2026-12-06', 'draft'],
    [
      'a draft with a late key, after the key',
      { state: 'draft', lateUntil: endOfDay('2026-11-15') },
      '2026-12-16',
      'draft',
    ],
    ['what was not selected, six months after the decision', {}, '2027-05-21', 'unselected'],
    ['what was withdrawn', { state: 'withdrawn' }, '2027-05-21', 'unselected'],
    [
      'what was decided on the last of August, on the last of February',
      { stateAt: toInstant('2026-08-31', '09:00') },
      '2027-03-01',
      'unselected',
    ],
    [
      'what is to be kept from before the decision, twelve months after it',
      { keptSince: toInstant('2026-10-01', '09:00') },
      '2027-11-21',
      'kept',
    ],
    [
      'what is to be kept since a later day, twelve months after that',
      { keptSince: toInstant('2027-05-10', '09:00') },
      '2028-05-11',
      'kept',
    ],
  ] as const)('%s', (_what, more, date, why) => {
    expect(dueAt(facts(more), settings)).toEqual({ at: startOfDay(date), why });
  });

  test.each(['submitted', 'in_review', 'offered', 'waitlisted', 'accepted'] as const)(
    '%s is not over: never',
    (state) => {
      expect(dueAt(facts({ state }), settings)).toBeUndefined();
    },
  );
});

describe('how it stands', () => {
  const due = { at: startOfDay('2027-05-21'), why: 'unselected' as const };
  const at = (now: number, notice?: { sentAt: number | null; isOver: boolean }, more: Partial<Facts> = {}) =>
    standing(facts(more), settings, due, notice, now);
  const telling = startOfDay('2027-05-06');

  test('is later until the day of telling', () => {
    expect(tellAt(due.at, settings)).toBe(telling);
    expect(at(telling - 1).standing).toBe('later');
    expect(at(telling).standing).toBe('to_tell');
    expect(at(telling, undefined, { hasAddress: false }).standing).toBe('no_address');
  });

  test('is never due without a letter that has left, however late it is', () => {
    const muchLater = due.at + 400 * day;
    expect(at(muchLater).standing).toBe('to_tell');
    expect(at(muchLater, { sentAt: null, isOver: false }).standing).toBe('unsent');
    expect(at(muchLater, { sentAt: null, isOver: true }).standing).toBe('undelivered');
    expect(at(muchLater, undefined, { hasAddress: false }).standing).toBe('no_address');
  });

  test('is due on the day when the letter left in time', () => {
    const notice = { sentAt: toInstant('2027-05-06', '01:00'), isOver: false };
    expect(at(due.at - 1, notice)).toEqual({ standing: 'told', at: due.at });
    expect(at(due.at, notice)).toEqual({ standing: 'due', at: due.at });
  });

  test('waits fourteen whole days more when the letter left late', () => {
    const sentAt = toInstant('2027-05-20', '23:59');
    expect(soonestAfter(sentAt, settings)).toBe(startOfDay('2027-06-04'));
    expect(at(startOfDay('2027-06-04') - 1, { sentAt, isOver: false }).standing).toBe('told');
    expect(at(startOfDay('2027-06-04'), { sentAt, isOver: false }).standing).toBe('due');
  });

  test('a draft needs no letter, but what staff are entering is theirs to finish', () => {
    const draft = { at: startOfDay('2026-12-06'), why: 'draft' as const };
    const look = (now: number, source: Facts['source']) =>
      standing(facts({ state: 'draft', source }), settings, draft, undefined, now).standing;
    expect([look(draft.at - 1, 'web'), look(draft.at, 'web')]).toEqual(['later', 'due']);
    expect([look(draft.at - 1, 'paper'), look(draft.at + 90 * day, 'paper')]).toEqual(['later', 'entry']);
  });
});
