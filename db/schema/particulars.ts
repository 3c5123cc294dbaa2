// What a report says in rows. Nobody protected has a name here: a pseudonym's id alone, and no field for more.
import { sql } from 'drizzle-orm';
import {
  blob,
  check,
  integer,
  type SQLiteColumn,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import * as terms from '../../src/lib/report-terms.js';
import { namedRoles, protectedRoles } from '../../src/lib/terms.js';
import { flag, isJson, oneOf } from './columns.js';
import { custodies, participants } from './participants.js';
import { protectedPeople } from './protections.js';
import { reports } from './reports.js';

const choice = <const T extends readonly [string, ...string[]]>(name: string, codes: T) =>
  text(name, { enum: codes as unknown as [T[number], ...T[number][]] });
const list = (name: string) => text(name, { mode: 'json' }).$type<string[]>();
/** Sealed with the context `report-<kind>-<column>:<report>`. */
const sealedWords = (name: string) => blob(name, { mode: 'buffer' });

const row = () => ({
  id: integer('id').primaryKey({ autoIncrement: true }),
  reportId: integer('report_id')
    .notNull()
    .references(() => reports.id, { onDelete: 'restrict' }),
  position: integer('position').notNull(),
});
/** What stays with a row whatever comes and goes above it, so that a comment does; never used twice. */
const lasting = () => ({ key: integer('row_key') });
/** Somebody of the case: under their name, or under a pseudonym. */
const somebody = () => ({
  participantId: integer('participant_id').references(() => participants.id, { onDelete: 'restrict' }),
  protectedId: integer('protected_id').references(() => protectedPeople.id, { onDelete: 'restrict' }),
});
type Row = { reportId: SQLiteColumn; position: SQLiteColumn };
const once = (name: string, t: Row) => uniqueIndex(name).on(t.reportId as never, t.position as never);

export const reportAttendance = sqliteTable(
  'report_attendance',
  {
    ...row(),
    ...somebody(),
    /** Blank as long as only a name was typed. */
    role: text('role', { enum: [...namedRoles, 'PWIT'] }),
    /** Of somebody whom the case does not know yet; in roles alone in which nobody is protected. */
    name: text('name'),
    status: choice('status', terms.presences),
    substitute: text('substitute'),
    custody: choice('custody', custodies),
    counsel: choice('counsel', terms.counselTypes),
    ...lasting(),
  },
  (t) => [
    once('report_attendance_once', t),
    oneOf('report_attendance_role', t.role, [...namedRoles, ...protectedRoles]),
    oneOf('report_attendance_status', t.status, terms.presences),
    check(
      'report_attendance_name',
      sql`${t.name} is null or (${t.participantId} is null and ${t.protectedId} is null and ${t.role} not in ('ACC', 'INJ', 'WIT', 'CWIT', 'EXP', 'PWIT'))`,
    ),
  ],
);

/** Breaks of more than a quarter of an hour. */
export const reportBreaks = sqliteTable(
  'report_breaks',
  { ...row(), fromTime: text('from_time'), untilTime: text('until_time'), ...lasting() },
  (t) => [once('report_breaks_once', t)],
);

export const reportMotions = sqliteTable(
  'report_motions',
  {
    ...row(),
    side: choice('side', terms.sides),
    sealedWords: sealedWords('sealed_words'),
    result: choice('result', terms.motionResults),
    ...lasting(),
  },
  (t) => [once('report_motions_once', t)],
);

export const reportJudgments = sqliteTable(
  'report_judgments',
  {
    ...row(),
    ...somebody(),
    count: integer('count'),
    result: choice('result', terms.judgmentResults),
    years: integer('years'),
    months: integer('months'),
    timeCounted: choice('time_counted', terms.observed),
    compensation: choice('compensation', terms.compensations),
    reasonsRead: choice('reasons_read', terms.observed),
    ...lasting(),
  },
  (t) => [once('report_judgments_once', t)],
);

export const reportWitnesses = sqliteTable(
  'report_witnesses',
  {
    ...row(),
    ...somebody(),
    /** A name the court said in open session of somebody nobody protects; sealed all the same. */
    sealedLabel: sealedWords('sealed_label'),
    named: flag('named'),
    role: choice('role', terms.witnessRoles),
    calledBy: choice('called_by', terms.examiners),
    measures: list('measures'),
    mode: choice('mode', terms.witnessModes),
    language: choice('language', terms.languagesHeard),
    interpreter: choice('interpreter', terms.yesNo),
    examinedBy: list('examined_by'),
    startedAt: text('started_at'),
    endedAt: text('ended_at'),
    completed: choice('completed', terms.yesNo),
    changed: choice('changed', terms.statementChanges),
    changeRaisedBy: choice('change_raised_by', terms.examiners),
    distress: choice('distress', terms.observed),
    support: choice('support', terms.observed),
    contact: choice('contact', terms.yesNo),
    terms: list('terms'),
    sealedGist: sealedWords('sealed_gist'),
    ...lasting(),
  },
  (t) => [
    once('report_witnesses_once', t),
    isJson('report_witnesses_measures', t.measures),
    isJson('report_witnesses_examined', t.examinedBy),
    isJson('report_witnesses_terms', t.terms),
    check('report_witnesses_label', sql`${t.protectedId} is null or ${t.sealedLabel} is null`),
  ],
);

export const reportIndicators = sqliteTable(
  'report_indicators',
  {
    ...row(),
    code: text('code', { enum: terms.indicators }).notNull(),
    answer: choice('answer', terms.fourAnswers),
    sealedNote: sealedWords('sealed_note'),
    ...lasting(),
  },
  (t) => [
    once('report_indicators_once', t),
    uniqueIndex('report_indicators_code').on(t.reportId, t.code),
    oneOf('report_indicators_answer', t.answer, terms.fourAnswers),
  ],
);

export const reportConduct = sqliteTable(
  'report_conduct',
  {
    ...row(),
    side: choice('side', terms.conductOf),
    event: choice('event', terms.conductKinds),
    atTime: text('at_time'),
    reaction: choice('reaction', terms.reactions),
    sealedWords: sealedWords('sealed_words'),
    ...lasting(),
  },
  (t) => [once('report_conduct_once', t)],
);

export const reportIncidents = sqliteTable(
  'report_incidents',
  {
    ...row(),
    ...somebody(),
    event: choice('event', terms.incidentKinds),
    atTime: text('at_time'),
    place: choice('place', terms.incidentPlaces),
    target: choice('target', terms.incidentTargets),
    knownHow: choice('known_how', terms.knownHow),
    reaction: choice('reaction', terms.reactions),
    sealedWords: sealedWords('sealed_words'),
    urgent: flag('urgent'),
    ...lasting(),
  },
  (t) => [once('report_incidents_once', t)],
);
