// What a period comes to, counted from facts: each number, out of how many, and of what it is made.
import { expect, test } from 'vitest';
import { type Answers, type CaseFacts, figuresOf, type HearingFacts } from '../../src/figures/rules.js';
import { cellAt, differences } from '../../src/lib/counting.js';

const blank: Answers = {
  outcome: null,
  coverage: null,
  startedAt: null,
  lateCause: null,
  reason: null,
  responsible: null,
  announced: null,
  publicity: null,
  recording: null,
  actions: null,
  interpretation: null,
  interpretationBy: null,
  interpretationQuality: null,
  documentsServed: null,
  panelSame: null,
  prosecutorChanged: null,
  nextOn: null,
  indicators: {},
  witnesses: [],
};
let last = 0;
const hearing = (given: Partial<HearingFacts> = {}, said: Partial<Answers> | null = null): HearingFacts => ({
  id: ++last,
  on: '2026-03-10',
  scheduledTime: '09:00',
  court: 'BC-PR',
  state: 'held',
  ...given,
  report: said && { ...blank, ...said },
});
const held = { outcome: 'held_productive', coverage: 'full' };
const count = (hearings: HearingFacts[], place: string, span: 'months' | 'years' = 'months') =>
  cellAt(figuresOf(hearings, [], span), place)?.cell;
/** [how many, out of how many] */
const at = (hearings: HearingFacts[], place: string) => {
  const cell = count(hearings, place);
  return cell && [cell.count, cell.of];
};

test('what was scheduled stays counted, whatever became of it, and each number names its hearings', () => {
  const all = [
    hearing({}, held),
    hearing({}),
    hearing({ state: 'not_held' }, { outcome: 'not_opened', coverage: 'full', reason: 'WIT-ABS' }),
    hearing({ state: 'moved' }),
    hearing({ state: 'cancelled' }),
    hearing({ state: 'scheduled', court: 'CA' }),
  ];

  expect(at(all, 'courts.BC-PR.scheduled')).toEqual([5, null]);
  expect(at(all, 'courts.BC-PR.held')).toEqual([2, 5]);
  expect(at(all, 'courts.all.held')).toEqual([2, 6]);
  expect(at(all, 'courts.all.off')).toEqual([2, null]);
  expect(at(all, 'courts.CA.unknown')).toEqual([1, null]);
  // Covered: of those that were not called off, whatever came of them.
  expect(at(all, 'courts.all.covered')).toEqual([2, 4]);
  expect(at(all, 'courts.all.unproductive')).toEqual([1, 2]);
  expect(count(all, 'courts.all.covered')?.ids).toEqual([all[0]?.id, all[2]?.id]);
});

test.each([
  ['months', '2026-03', [2, 2]],
  ['years', '2026', [3, 3]],
] as const)('over %s', (span, row, [scheduled, of]) => {
  const all = [hearing(), hearing(), hearing({ on: '2026-04-01' }), hearing({ on: '2025-03-10' })];

  const cell = count(all, `${span}.${row}.held`, span);

  expect([count(all, `${span}.${row}.scheduled`, span)?.count, cell?.of]).toEqual([scheduled, of]);
});

test('days lost are those until the next hearing, kept for each hearing; without a later day it is said so', () => {
  const off = { outcome: 'not_opened', reason: 'PRO-ABS', responsible: 'prosecution' };
  const all = [
    hearing({}, { ...off, nextOn: '2026-03-31' }),
    hearing({}, { ...off, outcome: 'held_unproductive', nextOn: '2026-03-12' }),
    hearing({}, { ...off, reason: 'WIT-ABS', responsible: 'witness' }),
    // It moved its case on: a reason left from before it was corrected counts for nothing.
    hearing({}, { ...held, reason: 'PRO-ABS', responsible: 'prosecution', nextOn: '2026-09-01' }),
  ];

  expect(at(all, 'reasons.PRO-ABS.hearings')).toEqual([2, 3]);
  expect(count(all, 'reasons.PRO-ABS.days')).toEqual({
    count: 23,
    of: null,
    ids: [all[0]?.id, all[1]?.id],
    each: [21, 2],
  });
  expect(at(all, 'reasons.WIT-ABS.undated')).toEqual([1, null]);
  expect(at(all, 'actors.prosecution.days')).toEqual([23, null]);
});

test.each([
  ['09:15', '09:00', 'in_time'],
  ['09:16', '09:00', 'late'],
  [null, '09:00', 'unknown'],
  ['09:40', '', 'unknown'],
])('begun at %s of %s: %s', (startedAt, scheduledTime, row) => {
  const all = [hearing({ scheduledTime }, { ...held, startedAt, lateCause: 'ESC' })];

  expect(at(all, `beginning.${row}.hearings`)).toEqual([1, 1]);
  // A cause that was left standing is none where it did not begin late.
  expect(at(all, 'late.ESC.hearings')).toEqual(row === 'late' ? [1, 1] : undefined);
});

test('only hearings with evidence are asked how they were recorded, and only a court that sat how it was announced', () => {
  const all = [
    hearing({}, { ...held, actions: ['witness'], recording: 'audio', announced: 'board' }),
    hearing({}, { ...held, actions: ['deliberation'], recording: 'minutes', announced: 'no' }),
    hearing({ state: 'not_held' }, { outcome: 'not_opened', recording: 'minutes', announced: 'no' }),
  ];

  expect(at(all, 'recording.audio.hearings')).toEqual([1, 1]);
  expect(at(all, 'recording.minutes.hearings')).toBeUndefined();
  expect(at(all, 'announced.no.hearings')).toEqual([1, 2]);
});

test('interpretation, documents, panel and witnesses: out of those of whom it can be said', () => {
  const witness = { measures: ['NONE'], interpreter: 'no', changed: 'no' };
  const all = [
    hearing(
      {},
      {
        ...held,
        interpretation: 'yes',
        interpretationBy: 'nobody',
        documentsServed: 'none',
        panelSame: 'no',
        prosecutorChanged: 'yes',
        witnesses: [witness, { ...witness, measures: ['SCRN'], changed: 'partly' }],
      },
    ),
    hearing(
      {},
      { ...held, interpretation: 'no', documentsServed: 'not_observed', panelSame: 'not_observed' },
    ),
    hearing({}, { ...held, interpretation: 'yes', interpretationBy: 'court', panelSame: 'yes' }),
    hearing(
      {},
      {
        ...held,
        witnesses: [
          { ...witness, changed: 'not_observed' },
          { ...witness, measures: ['UNK'], changed: 'not_observed' },
        ],
      },
    ),
  ];

  expect(at(all, 'language.needed.hearings')).toEqual([2, 3]);
  expect(at(all, 'language.by_nobody.hearings')).toEqual([1, 2]);
  expect(at(all, 'language.served_none.hearings')).toEqual([1, 1]);
  expect(at(all, 'changes.panel.hearings')).toEqual([1, 2]);
  expect(at(all, 'changes.prosecutor.hearings')).toEqual([1, 1]);
  expect(count(all, 'witnesses.all.witnesses')).toMatchObject({ count: 4, each: [2, 2] });
  // Nobody knows of the measures of one: that is no measure, and says nothing of the share.
  expect(at(all, 'witnesses.protected.witnesses')).toEqual([1, 3]);
  expect(at(all, 'witnesses.changed_partly.witnesses')).toEqual([1, 2]);
});

test('the share of a No is out of those that answered Yes or No', () => {
  const all = ['yes', 'no', 'not_observed', 'not_applicable'].map((PUB) =>
    hearing({}, { ...held, indicators: { PUB } }),
  );

  expect(at(all, 'indicators.PUB.no')).toEqual([1, 2]);
  expect(at(all, 'indicators.PUB.not_observed')).toEqual([1, null]);
});

test('cases: where they stood, what began, who is absent, what was decided', () => {
  const one: CaseFacts = {
    id: 1,
    phase: 'FI',
    began: ['IND', 'FI'],
    absent: [true, false],
    rulings: [
      { kind: 'judgment', result: 'guilty' },
      { kind: 'judgment', result: 'not_guilty' },
      { kind: 'appeal_decision', result: 'upheld' },
      { kind: 'detention_extended', result: null },
    ],
  };
  const unborn: CaseFacts = { ...one, id: 2, phase: null, began: [], rulings: [] };
  const figures = figuresOf([], [one, unborn], 'months');
  const cell = (place: string) => cellAt(figures, place)?.cell;

  expect(cell('phases.FI.cases')).toEqual({ count: 1, of: 1, ids: [1], each: [1] });
  expect(cell('began.IND.cases')?.count).toBe(1);
  expect(cell('accused.absent.accused')).toMatchObject({ count: 1, of: 2 });
  expect(cell('judgments.guilty.decisions')).toMatchObject({ count: 1, of: 2 });
  expect(cell('remedies.upheld.decisions')).toMatchObject({ count: 1, of: 1 });
});

test.each([
  'courts',
  'courts.BC-PR',
  'courts.BC-PR.nothing',
  'nothing.BC-PR.held',
  'courts.CA.held',
  '',
  '..',
])('nothing stands at %s', (place) => {
  expect(count([hearing()], place)).toBeUndefined();
});

test('what differs from what was: changed, gone, new', () => {
  const before = figuresOf([hearing(), hearing({ court: 'CA' })], [], 'months');
  const after = figuresOf([hearing(), hearing(), hearing({ court: 'SC' })], [], 'months');
  const changed = differences(before, after);

  expect(changed).toContainEqual({ place: 'courts.BC-PR.held', before: 1, after: 2 });
  expect(changed).toContainEqual({ place: 'courts.CA.held', before: 1, after: 0 });
  expect(changed).toContainEqual({ place: 'courts.SC.held', before: 0, after: 1 });
  expect(differences(before, before)).toEqual([]);
});
