// The report of a hearing: one for each hearing beside those withdrawn, what is asked once in it, and which version each section is at.
import { sql } from 'drizzle-orm';
import {
  blob,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import * as terms from '../../src/lib/report-terms.js';
import { hearingTypes } from '../../src/lib/terms.js';
import { instant, isJson, oneOf } from './columns.js';
import { hearings } from './hearings.js';
import { people } from './people.js';

export const reportStates = [
  'draft',
  'filed',
  'returned',
  'awaiting_second',
  'approved',
  'withdrawn',
] as const;
export const reportLanguages = ['sq', 'sr', 'en'] as const;

const choice = <const T extends readonly [string, ...string[]]>(name: string, codes: T) =>
  text(name, { enum: codes as unknown as [T[number], ...T[number][]] });
const list = (name: string) => text(name, { mode: 'json' }).$type<string[]>();
const sealedWords = (name: string) => blob(name, { mode: 'buffer' });

export const reports = sqliteTable(
  'reports',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    hearingId: integer('hearing_id')
      .notNull()
      .references(() => hearings.id, { onDelete: 'restrict' }),
    /** Who began it. Whoever is assigned to the hearing writes too. */
    authorId: integer('author_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    state: text('state', { enum: reportStates }).notNull(),
    stateAt: instant('state_at').notNull(),
    /** Which list of questions it answers. */
    questionnaire: integer('questionnaire').notNull(),
    beganAt: instant('began_at').notNull(),
    /** The last filing, and the hearing its next date put on the calendar. */
    filedAt: instant('filed_at'),
    nextHearingId: integer('next_hearing_id').references(() => hearings.id, { onDelete: 'restrict' }),

    outcome: choice('outcome', terms.outcomes),
    coverage: choice('coverage', terms.coverages),
    /** Local times are 'HH:MM', local days 'YYYY-MM-DD'. */
    coveredFrom: text('covered_from'),
    coveredUntil: text('covered_until'),
    mode: choice('mode', terms.modes),
    hearingType: choice('hearing_type', hearingTypes),
    courtroom: text('courtroom'),
    sessionNumber: integer('session_number'),
    reportLanguage: choice('report_language', reportLanguages),

    panelSame: choice('panel_same', terms.observed),
    panelChange: text('panel_change'),
    prosecutorChanged: choice('prosecutor_changed', terms.yesNo),
    publicCount: choice('public_count', terms.headcounts),
    familiesCount: choice('families_count', terms.headcounts),
    mediaCount: choice('media_count', terms.headcounts),
    monitorsCount: choice('monitors_count', terms.headcounts),

    startedAt: text('started_at'),
    endedAt: text('ended_at'),
    lateCause: choice('late_cause', terms.postponementReasons),
    reason: choice('reason', terms.postponementReasons),
    furtherReasons: list('further_reasons'),
    responsible: choice('responsible', terms.responsibleActors),
    reasonSource: choice('reason_source', terms.reasonSources),
    /** Words that may identify somebody are sealed, context `report-<column>:<id>`. */
    sealedReasonWords: sealedWords('sealed_reason_words'),
    askedBy: choice('asked_by', terms.sidesOrNobody),
    objectedBy: choice('objected_by', terms.sidesOrNobody),
    decidedInSession: choice('decided_in_session', terms.yesNo),
    summoned: choice('summoned', terms.observed),
    laterCancelled: choice('later_cancelled', terms.yesNo),
    laterDates: text('later_dates'),

    announced: choice('announced', terms.announcements),
    publicity: choice('publicity', terms.publicities),
    closedFrom: text('closed_from'),
    closedUntil: text('closed_until'),
    closedGround: choice('closed_ground', terms.closingGrounds),
    closedAskedBy: choice('closed_asked_by', terms.sides),
    closedReasoned: choice('closed_reasoned', terms.observed),
    askedToLeave: choice('asked_to_leave', terms.yesNo),
    recording: choice('recording', terms.recordings),
    roomLarge: choice('room_large', terms.observed),
    audible: choice('audible', terms.observed),
    seats: choice('seats', terms.observed),

    actions: list('actions'),
    detentionRuling: choice('detention_ruling', terms.detentionRulings),
    detentionUntil: text('detention_until'),

    interpretation: choice('interpretation', terms.yesNo),
    interpretedFor: list('interpreted_for'),
    languagePair: choice('language_pair', terms.languagePairs),
    interpretationBy: choice('interpretation_by', terms.interpretationSources),
    interpretationMode: choice('interpretation_mode', terms.interpretationModes),
    interpretationQuality: choice('interpretation_quality', terms.interpretationQualities),
    interpretationComplaint: choice('interpretation_complaint', terms.yesNo),
    documentsServed: choice('documents_served', terms.served),
    servedLateDays: integer('served_late_days'),

    conduct: choice('conduct', terms.conductAnswers),

    /** What happened, and what the monitor thinks of it: never one column, and the second in nothing public. */
    sealedFacts: sealedWords('sealed_facts'),
    sealedObservations: sealedWords('sealed_observations'),
    sealedFollowUp: sealedWords('sealed_follow_up'),

    nextKind: choice('next_kind', terms.nextKinds),
    nextOn: text('next_on'),
    nextTime: text('next_time'),
    nextRoom: text('next_room'),
    nextPurpose: text('next_purpose'),
  },
  (t) => [
    // One that was withdrawn leaves its hearing open for another.
    uniqueIndex('reports_hearing').on(t.hearingId).where(sql`${t.state} <> 'withdrawn'`),
    // The one above answers only who asks for what is not withdrawn: a hearing's report is looked up all the time.
    index('reports_of_hearing').on(t.hearingId),
    oneOf('reports_state', t.state, reportStates),
    oneOf('reports_outcome', t.outcome, terms.outcomes),
    oneOf('reports_coverage', t.coverage, terms.coverages),
    oneOf('reports_reason', t.reason, terms.postponementReasons),
    oneOf('reports_responsible', t.responsible, terms.responsibleActors),
    oneOf('reports_publicity', t.publicity, terms.publicities),
    isJson('reports_actions', t.actions),
    isJson('reports_further_reasons', t.furtherReasons),
    isJson('reports_interpreted_for', t.interpretedFor),
    check('reports_filed', sql`${t.state} in ('draft', 'withdrawn') or ${t.filedAt} is not null`),
  ],
);

/** At which version a section is: a save that knows an older one is refused. No row: as it was begun. */
export const reportSections = sqliteTable(
  'report_sections',
  {
    reportId: integer('report_id')
      .notNull()
      .references(() => reports.id, { onDelete: 'restrict' }),
    section: text('section', { enum: terms.sections }).notNull(),
    version: integer('version').notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: integer('saved_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    primaryKey({ columns: [t.reportId, t.section] }),
    oneOf('report_sections_section', t.section, terms.sections),
  ],
);
