// Which sections are asked of which hearing: a table.
import { expect, test } from 'vitest';
import { kinds } from '../../src/particulars/form.js';
import type { Rows } from '../../src/particulars/rules.js';
import {
  firstAnswers,
  missingInSection,
  sectionsAsked,
  settled,
  workedOut,
} from '../../src/reports/rules.js';

const short = ['outcome', 'times', 'incidents', 'next'];
const sat = [
  'outcome',
  'attendance',
  'times',
  'publicity',
  'interpretation',
  'conduct',
  'incidents',
  'summary',
  'next',
];
const held = [
  ...sat.slice(0, 4),
  'actions',
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

const none = Object.fromEntries(kinds.map((kind) => [kind, []])) as unknown as Rows;
const core = 'PUB TIME IMP ARMS INNO PREP COUN WITX INTR PRES VIC RECD'.split(' ');

test.each<[string, string | null, string[]]>([
  ['no', null, ['indicators-PUB-note']],
  ['no', 'The doors were shut.', []],
  ['yes', null, []],
  ['', null, ['indicators-PUB-answer']],
])('an indicator answered "%s" with the note %j lacks %j', (answer, note, lacks) => {
  const indicators = core.map((code) => (code === 'PUB' ? { code, answer, note } : { code, answer: 'yes' }));
  const known = { fixedTermsFor: [], scheduledTime: '' };

  const missing = missingInSection('indicators', { answers: {}, rows: { ...none, indicators } }, known);

  expect(missing.map(({ field }) => field)).toEqual(lacks);
});

test.each<[string, string, number | null, boolean]>([
  ['09:30', '09:46', 16, true],
  ['09:30', '09:45', 15, false],
  ['09:30', '09:20', -10, false],
  ['', '11:00', null, false],
])('set for %j and begun at %s: %s minutes, asked why: %s', (scheduledTime, startedAt, delay, isAsked) => {
  const known = { fixedTermsFor: [], scheduledTime };
  const given = { outcome: 'held_productive', coverage: 'full', startedAt, endedAt: '12:00' };
  const answers = { ...given, ...workedOut(given, known) };

  const missing = missingInSection('times', { answers, rows: none }, known);

  expect(answers.delay).toBe(delay);
  expect(missing.map(({ field }) => field)).toEqual(isAsked ? ['lateCause'] : []);
});

test.each<[string[] | null, unknown]>([
  [['sq'], 'not_judged'],
  [['sq', 'sr'], undefined],
  [null, undefined],
])('of who understands %j the quality of Albanian and Serbian is at first: %s', (languages, quality) => {
  const first = firstAnswers({
    hearing: { type: 'MT', courtroom: '2', languages: ['sq', 'sr'] },
    goes: true,
    sessionNumber: 1,
    language: 'sq',
    languages,
    before: undefined,
  });

  expect([first.interpretation, first.languagePair, first.interpretationQuality]).toEqual([
    'yes',
    'sq-sr',
    quality,
  ]);
});
