// What a report asks in rows: who was there, breaks, motions, judgments, witnesses, indicators, conduct, incidents.
import { custodies } from '../../db/schema/participants.js';
import { askedAs, type Question } from '../lib/questions.js';
import * as terms from '../lib/report-terms.js';
import { namedRoles, protectiveMeasures } from '../lib/terms.js';

export const kinds = [
  'attendance',
  'breaks',
  'motions',
  'judgments',
  'witnesses',
  'indicators',
  'conduct',
  'incidents',
] as const;
export type Kind = (typeof kinds)[number];

/** Who may be entered by name beside those the case knows: nobody whom a pseudonym could protect. */
export const addedRoles = namedRoles.filter((role) => !['ACC', 'INJ', 'WIT', 'CWIT', 'EXP'].includes(role));

type Rows = {
  section: terms.Section;
  questions: readonly Question[];
  /** A row counts when this one is answered. */
  begins: string;
  most: number;
  /** Blank rows shown beside those that are there. */
  spare: number;
};

const choice = askedAs('reports.value');
const optional = { optional: true } as const;
const who = (more: Partial<Question> = {}): Question => ({ name: 'who', kind: 'pick', max: 30, ...more });
const words = (max: number, more: Partial<Question> = {}): Question => ({
  name: 'words',
  kind: 'long',
  max,
  sealed: true,
  ...more,
});

/** THE table of what comes in rows. A row is a row of `report_<kind>`; sealed answers stand in `sealed<Name>`. */
export const rowsOf: Readonly<Record<Kind, Rows>> = {
  attendance: {
    section: 'attendance',
    begins: 'role',
    most: 40,
    spare: 2,
    questions: [
      who(optional),
      { name: 'role', kind: 'choice', of: addedRoles, words: 'terms.roles', list: true, ...optional },
      { name: 'name', kind: 'text', max: 120, ...optional },
      choice('status', terms.presences, 'presence', { list: true }),
      { name: 'substitute', kind: 'text', max: 120, when: { status: ['substituted'] } },
      {
        name: 'custody',
        kind: 'choice',
        of: custodies,
        words: 'participants.custody',
        list: true,
        when: { role: ['ACC'] },
      },
      choice('counsel', terms.counselTypes, 'counsel', { list: true, when: { role: ['ACC'] } }),
    ],
  },
  breaks: {
    section: 'times',
    begins: 'fromTime',
    most: 6,
    spare: 1,
    questions: [
      { name: 'fromTime', kind: 'time' },
      { name: 'untilTime', kind: 'time' },
    ],
  },
  motions: {
    section: 'actions',
    begins: 'side',
    most: 10,
    spare: 1,
    questions: [
      choice('side', terms.sides, 'side'),
      words(300),
      choice('result', terms.motionResults, 'motionResult'),
    ],
  },
  judgments: {
    section: 'actions',
    begins: 'who',
    most: 20,
    spare: 1,
    questions: [
      who(),
      { name: 'count', kind: 'whole', max: 99, ...optional },
      choice('result', terms.judgmentResults, 'judgmentResult'),
      { name: 'years', kind: 'whole', max: 99, when: { result: ['guilty'] }, ...optional },
      { name: 'months', kind: 'whole', max: 11, when: { result: ['guilty'] }, ...optional },
      choice('timeCounted', terms.observed, 'observed', { when: { result: ['guilty'] } }),
      choice('compensation', terms.compensations, 'compensation'),
      choice('reasonsRead', terms.observed, 'observed'),
    ],
  },
  witnesses: {
    section: 'witnesses',
    begins: 'who',
    most: 12,
    spare: 1,
    questions: [
      who(),
      { name: 'label', kind: 'text', max: 120, sealed: true, when: { who: ['typed'] } },
      { name: 'named', kind: 'tick', when: { who: ['typed'] }, ...optional },
      choice('role', terms.witnessRoles, 'witnessRole'),
      choice('calledBy', terms.examiners, 'examiner'),
      {
        name: 'measures',
        kind: 'choices',
        of: [...protectiveMeasures, 'NONE', 'UNK'],
        words: 'reports.value.measure',
      },
      choice('mode', terms.witnessModes, 'witnessMode'),
      choice('language', terms.languagesHeard, 'languageHeard'),
      choice('interpreter', terms.yesNo, 'yesNo'),
      { name: 'examinedBy', kind: 'choices', of: terms.examiners, words: 'reports.value.examiner' },
      { name: 'startedAt', kind: 'time' },
      { name: 'endedAt', kind: 'time' },
      choice('completed', terms.yesNo, 'yesNo'),
      choice('changed', terms.statementChanges, 'changed'),
      choice('changeRaisedBy', terms.examiners, 'examiner', { when: { changed: ['partly', 'wholly'] } }),
      choice('distress', terms.observed, 'observed', optional),
      choice('support', terms.observed, 'observed', optional),
      choice('contact', terms.yesNo, 'yesNo', optional),
      { name: 'terms', kind: 'choices', of: terms.fixedTerms, words: 'reports.value.fixedTerm', ...optional },
      { name: 'gist', kind: 'long', max: 600, sealed: true },
    ],
  },
  indicators: {
    section: 'indicators',
    begins: 'code',
    most: terms.indicators.length,
    spare: 0,
    questions: [
      choice('answer', terms.fourAnswers, 'fourAnswers'),
      { name: 'note', kind: 'text', max: 300, sealed: true, when: { answer: ['no'] } },
    ],
  },
  conduct: {
    section: 'conduct',
    begins: 'side',
    most: 10,
    spare: 1,
    questions: [
      choice('side', terms.conductOf, 'conductOf'),
      choice('event', terms.conductKinds, 'conductKind'),
      { name: 'atTime', kind: 'time', ...optional },
      choice('reaction', terms.reactions, 'reaction'),
      words(300),
    ],
  },
  incidents: {
    section: 'incidents',
    begins: 'event',
    most: 6,
    spare: 1,
    questions: [
      choice('event', terms.incidentKinds, 'incidentKind'),
      { name: 'atTime', kind: 'time', ...optional },
      choice('place', terms.incidentPlaces, 'incidentPlace'),
      choice('target', terms.incidentTargets, 'incidentTarget'),
      who({ when: { target: ['protected'] }, ...optional }),
      choice('knownHow', terms.knownHow, 'knownHow'),
      choice('reaction', terms.reactions, 'reaction'),
      words(600),
      { name: 'urgent', kind: 'tick', ...optional },
    ],
  },
};

/** The kinds of rows that stand in a section. */
export function kindsIn(section: terms.Section): Kind[] {
  return kinds.filter((kind) => rowsOf[kind].section === section);
}

/** A field that goes with each row of a form: which row it is, wherever it stands. */
export const KEY = 'key';

type Keyed = Readonly<Partial<Record<Kind, readonly Readonly<Record<string, unknown>>[]>>>;
const inRow = /^([a-z]+)-(\d{1,3})-(\w+)$/;
const ofRow = /^([a-z]+)-k(\d{1,15})-(\w+)$/;

/** The name that stays with a field of a row: "witnesses-0-gist" is "witnesses-k4711-gist". Others stay as they are. */
export function lastingName(field: string, rows: Keyed): string {
  const [, kind = '', at, name = ''] = inRow.exec(field) ?? [];
  const key = rows[kind as Kind]?.[Number(at)]?.key;
  return typeof key === 'number' ? `${kind}-k${key}-${name}` : field;
}

/** The field that now has this lasting name; null where its row is gone. Others stay as they are. */
export function fieldNow(lasting: string, rows: Keyed): string | null {
  const [, kind = '', key, name = ''] = ofRow.exec(lasting) ?? [];
  if (key === undefined) return lasting;
  const at = rows[kind as Kind]?.findIndex((row) => row.key === Number(key)) ?? -1;
  return at < 0 ? null : fieldName(kind as Kind, at, name);
}

/** The name of a field of one row: "witnesses-0-gist". */
export function fieldName(kind: Kind, key: string | number, question: string): string {
  return `${kind}-${key}-${question}`;
}
