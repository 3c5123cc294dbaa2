// Applications: whose, for which call, in which state, and how many are in each.
import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { calls } from './calls.js';
import { flag, instant, oneOf } from './columns.js';
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
export const averageBases = ['verified', 'computed'] as const;

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
    /** For lists, exact, in ten-thousandths: what staff read or computed; where they did not, as stated. */
    averageTenThousandths: integer('average_ten_thousandths'),
    /** How staff know the average; NULL while it is only stated. */
    averageBasis: text('average_basis', { enum: averageBases }),
    institution: text('institution'),
    studyYear: integer('study_year'),
    /** The overall of the latest trace. */
    overall: text('overall', { enum: ['not_met', 'to_verify', 'met'] }),
    /** Where a supplied or reinstated application goes back to. */
    returnTo: text('return_to', { enum: applicationStates }),
    /** A decision that was prepared and not released yet. */
    pendingTo: text('pending_to', { enum: applicationStates }),
    /** Who decided, and the code of the reason; with a decided state, and never without one. */
    decidedBy: integer('decided_by').references(() => people.id, { onDelete: 'restrict' }),
    reasonCode: text('reason_code'),
    attentionAt: instant('attention_at'),
    contestedAt: instant('contested_at'),
    anonymisedAt: instant('anonymised_at'),
    lateKeyId: integer('late_key_id'),
    sample: flag('sample'),
    version: integer('version').notNull().default(1),
    /** The applicant's name as the word it is ordered by, per language (lib/order.ts); NULL until sent, and after erasure. */
    orderSq: text('order_sq'),
    orderSr: text('order_sr'),
    orderEn: text('order_en'),
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
    index('applications_by_name_sq').on(
      t.callId,
      t.state,
      t.orderSq,
      t.id,
      t.overall,
      t.institution,
      t.source,
    ),
    index('applications_by_name_sr').on(
      t.callId,
      t.state,
      t.orderSr,
      t.id,
      t.overall,
      t.institution,
      t.source,
    ),
    index('applications_by_name_en').on(
      t.callId,
      t.state,
      t.orderEn,
      t.id,
      t.overall,
      t.institution,
      t.source,
    ),
    index('applications_attention')
      .on(t.callId, t.id, t.state, t.attentionAt, t.contestedAt, t.overall, t.institution, t.source)
      .where(sql`${t.attentionAt} is not null or ${t.contestedAt} is not null`),
    index('applications_person').on(t.personId),
    oneOf('applications_state', t.state, applicationStates),
    oneOf('applications_source', t.source, sources),
    oneOf('applications_average_basis', t.averageBasis, averageBases),
    oneOf('applications_overall', t.overall, ['not_met', 'to_verify', 'met']),
    check(
      'applications_submitted',
      sql`${t.state} in ('draft', 'not_submitted', 'withdrawn') or (${t.reference} is not null and ${t.submittedAt} is not null)`,
    ),
    // What was decided before it was withdrawn stays, for it may be taken back.
    check(
      'applications_decided',
      sql`${t.state} = 'withdrawn' or (${t.state} in ('offered', 'waitlisted', 'accepted', 'ineligible', 'not_selected', 'declined', 'offer_lapsed')) = (${t.decidedBy} is not null and ${t.reasonCode} is not null)`,
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
