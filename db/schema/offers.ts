// What a decision after the interviews says: terms of an offer, reasons of a refusal; how ties were broken.
import { sql } from 'drizzle-orm';
import { blob, check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { applications } from './applications.js';
import { calls } from './calls.js';
import { instant, isJson, oneOf } from './columns.js';
import { decisions } from './decisions.js';
import { people } from './people.js';

export const tieMethods = ['lot', 'discussion'] as const;

/** Terms of one offer. It is open when its decision is released and the application is `offered`. */
export const offers = sqliteTable(
  'offers',
  {
    decisionId: integer('decision_id')
      .primaryKey()
      .references(() => decisions.id, { onDelete: 'restrict' }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    /** Local days; the last one is counted. */
    startsOn: text('starts_on').notNull(),
    endsOn: text('ends_on').notNull(),
    /** The last instant of the day by which it is answered, Prishtina time. */
    replyBy: instant('reply_by').notNull(),
  },
  (t) => [
    index('offers_application').on(t.applicationId, t.decisionId),
    index('offers_reply_by').on(t.replyBy),
    check('offers_dates', sql`${t.startsOn} < ${t.endsOn}`),
  ],
);

/** Why somebody was not selected: one to three codes, and advice for the next time. */
export const refusals = sqliteTable(
  'refusals',
  {
    decisionId: integer('decision_id')
      .primaryKey()
      .references(() => decisions.id, { onDelete: 'restrict' }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    reasons: text('reasons', { mode: 'json' }).$type<string[]>().notNull(),
    /** In the applicant's language; sealed, context `advice:<application>`. */
    sealedAdvice: blob('sealed_advice', { mode: 'buffer' }),
  },
  (t) => [
    index('refusals_application').on(t.applicationId, t.decisionId),
    isJson('refusals_reasons', t.reasons),
    check('refusals_some', sql`json_array_length(${t.reasons}) between 1 and 3`),
  ],
);

/** How people whose two scores stand in the same bands were told apart. A row is never changed; the last one holds. */
export const tieRecords = sqliteTable(
  'tie_records',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id, { onDelete: 'restrict' }),
    /** In halves, 0 to 8. */
    fileBand: integer('file_band').notNull(),
    interviewBand: integer('interview_band').notNull(),
    applicationIds: text('application_ids', { mode: 'json' }).$type<number[]>().notNull(),
    method: text('method', { enum: tieMethods }).notNull(),
    /** What was said; sealed, context `tie-record:<call>`; NULL once one of them was erased. */
    sealedWords: blob('sealed_words', { mode: 'buffer' }),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: integer('recorded_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    index('tie_records_call').on(t.callId, t.id),
    isJson('tie_records_applications', t.applicationIds),
    oneOf('tie_records_method', t.method, tieMethods),
  ],
);
