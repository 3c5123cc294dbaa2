// Terms, ranks and ties: judgements of deciding, without a database.
import { expect, test } from 'vitest';
import { endOfDay, toInstant } from '../../src/lib/time.js';
import {
  firstTerms,
  isRecorded,
  placesLeft,
  ranksIn,
  refusalReasons,
  replyProblem,
  type Scored,
  tiesAcross,
  tiesCut,
} from '../../src/offers/rules.js';
import { isRightLength } from '../../src/placements/rules.js';

test('the terms one begins with hold by themselves', () => {
  const terms = firstTerms('2026-11-27', 7, { min: 3 });

  expect(terms).toEqual({ replyOn: '2026-12-04', startsOn: '2027-01-01', endsOn: '2027-03-31' });
  expect(isRightLength(terms.startsOn, terms.endsOn, { min: 3, max: 6 })).toBe(true);
});

test('a day to answer is over at its end, and comes before the first day', () => {
  const terms = { replyOn: '2026-12-04', startsOn: '2027-01-01', endsOn: '2027-03-31' };

  expect([
    replyProblem(terms, toInstant('2026-12-04', '23:59')),
    replyProblem(terms, endOfDay('2026-12-04')),
    replyProblem({ ...terms, replyOn: '2027-01-01' }, 0),
  ]).toEqual([null, 'past', 'after_start']);
});

test('places left are never fewer than none, and unsaid stays unsaid', () => {
  expect([placesLeft(5, 3), placesLeft(2, 3), placesLeft(null, 9)]).toEqual([2, 0, null]);
});

test('numbers on the reserve list: each its own, none that somebody has', () => {
  const typed = { rank_1: '2', rank_2: '2', rank_3: 'x', rank_4: '1', rank_6: '3' };

  const { ranks, problems } = ranksIn(typed, [1, 2, 3, 4, 5, 6], [1]);

  expect([...ranks]).toEqual([
    [1, 2],
    [6, 3],
  ]);
  expect(problems).toEqual({
    rank_2: 'offers.problem.rank_taken',
    rank_3: 'form.integer',
    rank_4: 'offers.problem.rank_taken',
    rank_5: 'form.required',
  });
});

const one = (
  id: number,
  side: Scored['side'],
  file: number | null = 6,
  interview: number | null = 6,
): Scored => ({
  id,
  side,
  file,
  interview,
});

test('alike is who stands in the same two bands, some with a place and some without', () => {
  const scored = [
    one(1, 'in'),
    one(2, 'open'),
    one(3, 'out'),
    one(4, 'open', 5),
    one(5, 'in', null),
    one(6, 'open', null),
  ];

  expect(tiesAcross(scored)).toEqual([{ file: 6, interview: 6, ids: [1, 2, 3], open: 1, out: 1 }]);
  expect(tiesAcross([one(1, 'in'), one(2, 'in')])).toEqual([]);
  expect(tiesAcross([one(1, 'open'), one(2, 'out')])).toEqual([]);
});

test('a line is drawn for certain once there are fewer places than people alike, or one of them is refused', () => {
  const [tie] = tiesAcross([one(1, 'in'), one(2, 'open'), one(3, 'open')]);
  const ties = tie ? [tie] : [];
  const refused = ties.map((each) => ({ ...each, out: 1 }));

  expect([2, 1, 0, null].map((left) => tiesCut(ties, left).length)).toEqual([0, 1, 1, 0]);
  expect(tiesCut(refused, null)).toHaveLength(1);
});

test('a record counts for its bands and for everybody it names', () => {
  const tie = { file: 6, interview: 6, ids: [1, 2], open: 1, out: 0 };
  const record = { fileBand: 6, interviewBand: 6, applicationIds: [1, 2, 3] };

  expect(isRecorded(tie, [record])).toBe(true);
  expect(isRecorded(tie, [{ ...record, fileBand: 5 }])).toBe(false);
  expect(isRecorded(tie, [{ ...record, applicationIds: [1, 3] }])).toBe(false);
});

test('there are nine reasons', () => {
  expect(new Set(refusalReasons).size).toBe(9);
});
