// Which sections are asked of which hearing: a table.
import { expect, test } from 'vitest';
import { sectionsAsked, settled } from '../../src/reports/rules.js';

const short = ['outcome', 'times', 'incidents', 'next'];
const sat = [
  'outcome',
  'attendance',
  'times',
  'publicity',
  'actions',
  'interpretation',
  'conduct',
  'incidents',
  'summary',
  'next',
];
const held = [
  ...sat.slice(0, 5),
  'witnesses',
  'interpretation',
  'indicators',
  'conduct',
  'incidents',
  'summary',
  'next',
];

test.each<[string | null, string, string[]]>([
  [null, 'full', ['outcome']],
  ['held_productive', 'full', held],
  ['held_unproductive', 'part', held],
  ['adjourned', 'full', sat],
  ['not_opened', 'full', short],
  ['cancelled', 'full', short],
  ['moved', 'full', short],
  ['held_productive', 'not_covered', ['outcome', 'times', 'incidents', 'summary', 'next']],
  ['held_productive', 'refused', ['outcome', 'times', 'incidents', 'summary', 'next']],
])('of a hearing that was %s and followed %s these sections are asked', (outcome, coverage, asked) => {
  expect(sectionsAsked({ outcome, coverage })).toEqual(asked);
});

test.each<[string | null, string[] | null, string]>([
  ['sq-sr', ['sq'], 'not_judged'],
  ['sq-sr', ['sq', 'sr'], 'adequate'],
  ['sq-sr', null, 'adequate'],
  [null, ['sq'], 'adequate'],
])('interpretation of %s, heard by who understands %s, is judged: %s', (languagePair, languages, quality) => {
  const answers = { interpretation: 'yes', languagePair, interpretationQuality: 'adequate' };
  const shown = {
    answers: {},
    rows: {} as never,
    people: { named: [], hidden: [] },
    known: { fixedTermsFor: [], scheduledTime: '' },
  };

  const read = settled({ answers, rows: {}, problems: {} }, shown, languages);

  expect(read.answers.interpretationQuality).toBe(quality);
});
