// Applications: state, answers section by section, documents, late keys, and the two stores of the community question.
import { isNull, sql } from 'drizzle-orm';
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
import { calls } from './calls.js';
import { flag, instant, isJson, oneOf } from './columns.js';
import { files } from './files.js';
import { languageCodes, people } from './people.js';

export const applicationStates = [
  'draft',
  'submitted',
  'info_requested',
  'in_review',
  'shortlisted',
  'invited',
  'booked',
  'interviewed',
  'offered',
  'waitlisted',
  'accepted',
  'ineligible',
  'not_selected',
  'withdrawn',
  'declined',
  'offer_lapsed',
  'not_submitted',
] as const;
export const sources = ['web', 'email', 'paper'] as const;
export const sections = ['about', 'studies', 'experience', 'letter', 'declarations'] as const;
export const documentSlots = ['motivation_letter', 'grades_certificate', 'cv'] as const;
export const communities = [
  'albanian',
  'serbian',
  'turkish',
  'bosniak',
  'roma',
  'ashkali',
  'egyptian',
  'gorani',
  'montenegrin',
  'croat',
  'other',
  'no_answer',
] as const;

/** References in the order they were given, across years. */
export const referenceOrder = sql`(reference_year * 1000000 + reference_number)`;

export const applications = sqliteTable(
  'applications',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id, { onDelete: 'restrict' }),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    state: text('state', { enum: applicationStates }).notNull(),
    /** Since when it is in this state. */
    stateAt: instant('state_at').notNull(),
    /** HLC-2026-0042; given at submission. */
    reference: text('reference'),
    referenceYear: integer('reference_year'),
    referenceNumber: integer('reference_number'),
    source: text('source', { enum: sources }).notNull().default('web'),
    enteredBy: integer('entered_by').references(() => people.id, { onDelete: 'restrict' }),
    /** An application entered by staff: when the applicant confirmed it. */
    confirmedAt: instant('confirmed_at'),
    language: text('language', { enum: languageCodes }).notNull(),
    createdAt: instant('created_at').notNull(),
    submittedAt: instant('submitted_at'),
    /** Taken from the answers at each save, for lists: exact, in ten-thousandths. */
    averageTenThousandths: integer('average_ten_thousandths'),
    institution: text('institution'),
    studyYear: integer('study_year'),
    /** The overall of the latest trace. */
    overall: text('overall', { enum: ['not_met', 'to_verify', 'met'] }),
    /** Where a supplied or reinstated application goes back to. */
    returnTo: text('return_to', { enum: applicationStates }),
    pendingTo: text('pending_to', { enum: applicationStates }),
    attentionAt: instant('attention_at'),
    contestedAt: instant('contested_at'),
    anonymisedAt: instant('anonymised_at'),
    lateKeyId: integer('late_key_id'),
    sample: flag('sample'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    uniqueIndex('applications_live')
      .on(t.callId, t.personId)
      .where(sql`${t.state} not in ('withdrawn', 'not_submitted')`),
    uniqueIndex('applications_reference').on(t.reference),
    uniqueIndex('applications_reference_number').on(t.referenceYear, t.referenceNumber),
    // The staff's lists walk these in order; what a filter asks stands behind, so that no row is opened in vain.
    index('applications_by_average').on(
      t.callId,
      t.state,
      t.averageTenThousandths,
      t.id,
      t.overall,
      t.institution,
      t.source,
    ),
    index('applications_by_submission').on(
      t.callId,
      t.state,
      t.submittedAt,
      t.id,
      t.overall,
      t.institution,
      t.source,
    ),
    index('applications_by_reference').on(
      t.callId,
      t.state,
      referenceOrder,
      t.id,
      t.overall,
      t.institution,
      t.source,
    ),
    index('applications_attention')
      .on(t.callId, t.id)
      .where(sql`${t.attentionAt} is not null or ${t.contestedAt} is not null`),
    index('applications_person').on(t.personId),
    oneOf('applications_state', t.state, applicationStates),
    oneOf('applications_source', t.source, sources),
    oneOf('applications_overall', t.overall, ['not_met', 'to_verify', 'met']),
    check(
      'applications_submitted',
      sql`${t.state} in ('draft', 'not_submitted', 'withdrawn') or (${t.reference} is not null and ${t.submittedAt} is not null)`,
    ),
  ],
);

/** How many applications of a call are in each state; kept by triggers, so that no list counts rows. */
export const applicationCounts = sqliteTable(
  'application_counts',
  {
    callId: integer('call_id').notNull(),
    state: text('state', { enum: applicationStates }).notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.callId, t.state] })],
);

/** What the applicant typed, as typed, one row a section; `version` refuses a silent overwrite. */
export const answers = sqliteTable(
  'answers',
  {
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    section: text('section', { enum: sections }).notNull(),
    version: integer('version').notNull(),
    body: text('body', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: integer('saved_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    primaryKey({ columns: [t.applicationId, t.section] }),
    oneOf('answers_section', t.section, sections),
    isJson('answers_body', t.body),
  ],
);

/** Every version that was once submitted, kept from the submission on. */
export const answerVersions = sqliteTable(
  'answer_versions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    section: text('section', { enum: sections }).notNull(),
    version: integer('version').notNull(),
    body: text('body', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: integer('saved_by').notNull(),
  },
  (t) => [
    uniqueIndex('answer_versions_version').on(t.applicationId, t.section, t.version),
    isJson('answer_versions_body', t.body),
  ],
);

export const applicationDocuments = sqliteTable(
  'application_documents',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    slot: text('slot', { enum: documentSlots }).notNull(),
    fileId: integer('file_id')
      .notNull()
      .references(() => files.id, { onDelete: 'restrict' }),
    addedAt: instant('added_at').notNull(),
    removedAt: instant('removed_at'),
  },
  (t) => [
    uniqueIndex('application_documents_current').on(t.applicationId, t.slot).where(isNull(t.removedAt)),
    index('application_documents_file').on(t.fileId),
    oneOf('application_documents_slot', t.slot, documentSlots),
  ],
);

/** A way in after the deadline, for a reason somebody wrote down. */
export const lateKeys = sqliteTable(
  'late_keys',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id, { onDelete: 'restrict' }),
    keyHash: text('key_hash').notNull(),
    reason: text('reason').notNull(),
    email: text('email').notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: integer('created_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    expiresAt: instant('expires_at').notNull(),
    /** Set when an application was submitted with it. */
    usedAt: instant('used_at'),
  },
  (t) => [uniqueIndex('late_keys_key').on(t.keyHash)],
);

/** Anonymous counters: no person, no time, no application. */
export const communityCounters = sqliteTable(
  'community_counters',
  {
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id, { onDelete: 'restrict' }),
    community: text('community', { enum: communities }).notNull(),
    count: integer('count').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.callId, t.community] }),
    oneOf('community_counters_community', t.community, communities),
  ],
);

/** The separate opt-in, only where a call turns it on; sealed, context `community:<applicationId>`. */
export const communityOptIns = sqliteTable('community_opt_ins', {
  applicationId: integer('application_id')
    .primaryKey()
    .references(() => applications.id, { onDelete: 'restrict' }),
  sealed: blob('sealed', { mode: 'buffer' }).notNull(),
  at: instant('at').notNull(),
});
