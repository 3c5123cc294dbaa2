// The length of an internship, what is missing, and account numbers: every boundary.
import { expect, test } from 'vitest';
import { toInstant } from '../../src/lib/time.js';
import {
  isAccountNumber,
  isDone,
  isRightLength,
  missingSteps,
  standingOf,
  TEXT_VERSION,
  textsToSign,
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

const signed = (textVersion: string) => [
  { step: 'code_of_conduct' as const, textVersion, doneAt: toInstant('2026-10-01', '23:30') },
];

test.each([
  ['2026-10-01', 'done'],
  ['2027-08-31', 'done'],
  ['2027-09-01', 'soon'],
  ['2027-09-30', 'soon'],
  ['2027-10-01', 'expired'],
] as const)('what was signed on 1 October 2026 is on %s: %s', (today, standing) => {
  expect(standingOf('code_of_conduct', signed(TEXT_VERSION), today)).toBe(standing);
});

test('what has to be signed: what never was, what was worded anew, what is a year old soon', () => {
  const both = [...signed(TEXT_VERSION), { ...signed(TEXT_VERSION)[0], step: 'confidentiality' }] as never;

  expect(textsToSign(both, '2027-08-31')).toEqual([]);
  expect(textsToSign(signed('2019-1'), '2026-10-02').map(({ standing }) => standing)).toEqual([
    'changed',
    'open',
  ]);
  expect(textsToSign(both, '2027-09-01').map(({ until }) => until)).toEqual(['2027-09-30', '2027-09-30']);
});

test('a signature counts under the wording of today only; other steps count once done', () => {
  expect(isDone('code_of_conduct', signed(TEXT_VERSION), '2026-10-02')).toBe(true);
  expect(isDone('code_of_conduct', signed('2019-1'), '2026-10-02')).toBe(false);
  expect(isDone('agreement', [{ step: 'agreement', textVersion: null, doneAt: 0 }], '2026-10-02')).toBe(true);
  expect(missingSteps(signed(TEXT_VERSION), '2026-10-02')).toEqual([
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
