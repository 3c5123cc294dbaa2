// The length of an internship, what is missing, and account numbers: every boundary.
import { expect, test } from 'vitest';
import {
  isAccountNumber,
  isDone,
  isRightLength,
  missingSteps,
  TEXT_VERSION,
} from '../../src/placements/rules.js';

const months = { min: 3, max: 6 };

test.each([
  ['2027-02-01', '2027-04-29', false],
  ['2027-02-01', '2027-04-30', true],
  ['2027-02-01', '2027-05-01', true],
  ['2027-02-01', '2027-08-01', true],
  ['2027-02-01', '2027-08-02', false],
  // November has no 31st: three months from the last of August end with November.
  ['2026-08-31', '2026-11-28', false],
  ['2026-08-31', '2026-11-29', true],
])('from %s to %s is three to six months: %s', (startsOn, endsOn, right) => {
  expect(isRightLength(startsOn, endsOn, months)).toBe(right);
});

test('a signature counts under the wording of today only; other steps count once done', () => {
  const signed = (textVersion: string) => [{ step: 'code_of_conduct' as const, textVersion }];

  expect(isDone('code_of_conduct', signed(TEXT_VERSION))).toBe(true);
  expect(isDone('code_of_conduct', signed('2019-1'))).toBe(false);
  expect(isDone('agreement', [{ step: 'agreement', textVersion: null }])).toBe(true);
  expect(missingSteps(signed(TEXT_VERSION))).toEqual([
    'confidentiality',
    'conflicts',
    'details',
    'agreement',
    'safety_briefing',
    'supervisor',
    'first_hearing',
  ]);
});

test.each([
  ['XK051212012345678906', true],
  ['XK051212012345678907', false],
  ['DE89370400440532013000', true],
  ['DE89370400440532013001', false],
  ['', false],
  ['XK05', false],
  ['xk051212012345678906', false],
])('the account number %s can be right: %s', (iban, right) => {
  expect(isAccountNumber(iban)).toBe(right);
});
