// What a report asks, section by section, and when. What comes in rows (who was there, witnesses …) is in particulars.
import { z } from 'zod';
import { reportLanguages } from '../../db/schema/reports.js';
import { askedAs, type Condition, type Question } from '../lib/questions.js';
import * as terms from '../lib/report-terms.js';
import { hearingTypes } from '../lib/terms.js';

export type Section = terms.Section;

/** Nothing to type: the hearing stands in the address. */
export const BeginForm = z.object({});

/** What the outcome and the coverage say about which parts are asked at all. */
const whenKnown: Condition = { outcome: terms.outcomes };
const whenSat: Condition = { outcome: terms.sat };
const whenSeen: Condition = { outcome: terms.sat, coverage: terms.seen };
const whenHeldSeen: Condition = { outcome: terms.held, coverage: terms.seen };
/** `late` is worked out (`rules.workedOut`): more than a quarter of an hour after the hour that was set. */
const whenLate: Condition = { ...whenSeen, late: ['yes'] };

/** When each section is asked: the outcome comes first. */
export const sectionWhen: Readonly<Record<Section, Condition>> = {
  outcome: {},
  attendance: whenSeen,
  times: whenKnown,
  publicity: whenSeen,
  actions: whenHeldSeen,
  witnesses: whenHeldSeen,
  interpretation: whenSeen,
  indicators: whenHeldSeen,
  conduct: whenSeen,
  incidents: whenKnown,
  summary: whenSat,
  next: whenKnown,
};

const choice = askedAs('reports.value');
const optional = { optional: true } as const;
const notProductive: Condition = { outcome: terms.unproductive };
const closed: Condition = { publicity: terms.shut };

/** THE table of what is asked once for a report. A column of `reports` for each; sealed ones are `sealed<Name>`. */
export const questions: Readonly<Record<Section, readonly Question[]>> = {
  outcome: [
    choice('outcome', terms.outcomes, 'outcome'),
    choice('coverage', terms.coverages, 'coverage'),
    { name: 'coveredFrom', kind: 'time', when: { coverage: ['part'] } },
    { name: 'coveredUntil', kind: 'time', when: { coverage: ['part'] } },
    choice('mode', terms.modes, 'mode'),
    { name: 'hearingType', kind: 'choice', of: hearingTypes, words: 'terms.hearingTypes' },
    { name: 'courtroom', kind: 'text', max: 60, ...optional },
    { name: 'sessionNumber', kind: 'whole', max: 999, when: whenSat, ...optional },
    choice('reportLanguage', reportLanguages, 'language'),
  ],
  attendance: [
    choice('panelSame', terms.observed, 'panelSame'),
    { name: 'panelChange', kind: 'text', max: 200, when: { panelSame: ['no'] } },
    choice('prosecutorChanged', terms.yesNo, 'yesNo', optional),
    choice('publicCount', terms.headcounts, 'headcount', { list: true, ...optional }),
    choice('familiesCount', terms.headcounts, 'headcount', { list: true, ...optional }),
    choice('mediaCount', terms.headcounts, 'headcount', { list: true, ...optional }),
    choice('monitorsCount', terms.headcounts, 'headcount', { list: true, ...optional }),
  ],
  times: [
    { name: 'startedAt', kind: 'time', when: whenSeen },
    { name: 'endedAt', kind: 'time', when: whenSeen },
    choice('lateCause', terms.postponementReasons, 'reason', { when: whenLate }),
    choice('reason', terms.offReasons, 'reason', { when: notProductive }),
    choice('responsible', terms.responsibleActors, 'responsible', { when: notProductive }),
    choice('reasonSource', terms.reasonSources, 'reasonSource', { when: notProductive }),
    { name: 'reasonWords', kind: 'text', max: 200, sealed: true, when: notProductive, ...optional },
    {
      name: 'furtherReasons',
      kind: 'choices',
      of: terms.offReasons,
      words: 'reports.value.reason',
      when: notProductive,
      ...optional,
    },
    choice('askedBy', terms.sidesOrNobody, 'side', { when: notProductive, ...optional }),
    choice('objectedBy', terms.sidesOrNobody, 'side', { when: notProductive, ...optional }),
    choice('decidedInSession', terms.yesNo, 'yesNo', { when: notProductive, ...optional }),
    choice('summoned', terms.observed, 'observed', { when: notProductive, ...optional }),
    choice('laterCancelled', terms.yesNo, 'yesNo', { when: notProductive, ...optional }),
    { name: 'laterDates', kind: 'text', max: 200, when: { laterCancelled: ['yes'] }, ...optional },
  ],
  publicity: [
    choice('announced', terms.announcements, 'announced'),
    choice('publicity', terms.publicities, 'publicity'),
    { name: 'closedFrom', kind: 'time', when: closed },
    { name: 'closedUntil', kind: 'time', when: closed },
    choice('closedGround', terms.closingGrounds, 'closedGround', { when: closed }),
    choice('closedAskedBy', terms.sides, 'side', { when: closed, ...optional }),
    choice('closedReasoned', terms.observed, 'observed', { when: closed }),
    choice('askedToLeave', terms.yesNo, 'yesNo', { when: closed }),
    choice('recording', terms.recordings, 'recording'),
    choice('roomLarge', terms.observed, 'observed', optional),
    choice('audible', terms.observed, 'observed', optional),
    choice('seats', terms.observed, 'observed', optional),
  ],
  actions: [
    {
      name: 'actions',
      kind: 'choices',
      of: terms.actions,
      words: 'reports.value.action',
    },
    choice('detentionRuling', terms.detentionRulings, 'detentionRuling', {
      when: { actions: ['detention'] },
    }),
    { name: 'detentionUntil', kind: 'day', when: { detentionRuling: ['extended', 'replaced'] } },
  ],
  witnesses: [],
  interpretation: [
    choice('interpretation', terms.yesNo, 'yesNo'),
    {
      name: 'interpretedFor',
      kind: 'choices',
      of: terms.interpretedFor,
      words: 'reports.value.interpretedFor',
      when: { interpretation: ['yes'] },
    },
    choice('languagePair', terms.languagePairs, 'languagePair', { when: { interpretation: ['yes'] } }),
    choice('interpretationBy', terms.interpretationSources, 'interpretationBy', {
      when: { interpretation: ['yes'] },
    }),
    choice('interpretationMode', terms.interpretationModes, 'interpretationMode', {
      when: { interpretation: ['yes'], interpretationBy: ['court', 'party'] },
    }),
    choice('interpretationQuality', terms.interpretationQualities, 'interpretationQuality', {
      when: { interpretation: ['yes'], interpretationBy: ['court', 'party'] },
    }),
    choice('interpretationComplaint', terms.yesNo, 'yesNo', { when: { interpretation: ['yes'] } }),
    choice('documentsServed', terms.served, 'served'),
    { name: 'servedLateDays', kind: 'whole', max: 9999, ...optional },
  ],
  indicators: [],
  conduct: [choice('conduct', terms.conductAnswers, 'conduct')],
  incidents: [],
  summary: [
    { name: 'facts', kind: 'long', max: 6000, sealed: true, when: whenHeldSeen },
    { name: 'observations', kind: 'long', max: 2500, sealed: true, ...optional },
    { name: 'followUp', kind: 'long', max: 1500, sealed: true, ...optional },
  ],
  next: [
    choice('nextKind', terms.nextKinds, 'nextKind'),
    { name: 'nextOn', kind: 'day', when: { nextKind: ['date'] } },
    { name: 'nextTime', kind: 'time', when: { nextKind: ['date'] }, ...optional },
    { name: 'nextRoom', kind: 'text', max: 60, when: { nextKind: ['date'] }, ...optional },
    { name: 'nextPurpose', kind: 'text', max: 200, when: { nextKind: ['date'] }, ...optional },
  ],
};

/** Every question that is asked once. */
export const allQuestions: readonly Question[] = Object.values(questions).flat();
