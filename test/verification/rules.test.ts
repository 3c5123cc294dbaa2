import { expect, test } from 'vitest';
import { factNames } from '../../db/schema/verification.js';
import {
  inForce,
  isFact,
  latest,
  nextFact,
  readValue,
  type Verdict,
  whyAgain,
} from '../../src/verification/rules.js';

const row = (id: number, more: Partial<Verdict>): Verdict => ({
  id,
  fact: 'faculty',
  verdict: 'matches',
  stated: 'law',
  value: 'law',
  fileId: 7,
  page: 2,
  ...more,
});
const unclear = { verdict: 'cannot_tell', value: null } as const;
const back = { verdict: 'taken_back', value: null } as const;

test('the latest verdict of a fact counts, whatever order the rows come in; one taken back counts no more', () => {
  const rows = [
    row(3, unclear),
    row(1, {}),
    row(2, { fact: 'degree', value: 'bachelor' }),
    row(4, { fact: 'degree', ...back }),
  ];

  expect([...latest(rows)].map(([fact, { id }]) => [fact, id])).toEqual([['faculty', 3]]);
});

test('only what was read goes to the rules, with where it was read', () => {
  const rows = [
    row(1, {}),
    row(2, { fact: 'criminalLaw', ...unclear }),
    row(3, { fact: 'studyYear', verdict: 'differs', value: 3, fileId: null, page: null }),
  ];

  expect(inForce(rows)).toEqual({
    verified: { faculty: 'law', studyYear: 3 },
    sources: { faculty: { fileId: 7, page: 2 } },
  });
});

test.each([
  ['nothing changed', 'law', [7, 8], null, undefined],
  ['the answer was changed', 'other', [7], null, 'stated'],
  ['the answer was emptied', null, [7], null, 'stated'],
  ['the document was replaced', 'law', [8], null, 'document'],
  ['the document was erased', 'law', [8], 5, undefined],
])('asks for another look when it should: %s', (_what, stated, standing, purgedAt, expected) => {
  expect(whyAgain({ ...row(1, {}), purgedAt }, stated, standing)).toBe(expected);
});

test('after a fact comes the next that has no verdict, round to the first', () => {
  const judged = new Map([['degree', 1]]) as never;
  const all = new Map(factNames.map((fact) => [fact, 1])) as never;

  expect(nextFact('faculty', judged)).toBe('studyYear');
  expect(nextFact('previousInternship', judged)).toBe('institution');
  expect(nextFact('faculty', all)).toBeUndefined();
});

test.each([
  ['averageTenThousandths', '7,5', { value: 75_000 }],
  ['averageTenThousandths', '7.5001', { value: 75_001 }],
  ['averageTenThousandths', '10', { value: 100_000 }],
  ['averageTenThousandths', '4,9999', { problem: 'verification.problem.off_scale' }],
  ['averageTenThousandths', '7,50001', { problem: 'form.decimal_precise' }],
  ['averageTenThousandths', '-8', { problem: 'form.decimal' }],
  ['studyYear', '3', { value: 3 }],
  ['studyYear', '7', { problem: 'form.choice' }],
  ['institution', 'up', { value: 'up' }],
  ['institution', 'other', { value: 'other' }],
  ['institution', 'elsewhere', { problem: 'form.choice' }],
  ['criminalLaw', 'passed', { value: 'passed' }],
  ['criminalLaw', 'failed', { problem: 'form.choice' }],
  ['criminalLaw', null, { problem: 'form.required' }],
] as const)('reads %s from %j', (fact, raw, expected) => {
  expect(readValue(fact, raw, ['up'])).toEqual(expected);
});

test('knows the facts by name, and nothing an object has by itself', () => {
  expect([isFact('faculty'), isFact('community'), isFact('toString')]).toEqual([true, false, false]);
});
