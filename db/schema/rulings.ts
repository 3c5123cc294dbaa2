// What courts decided in a case: detention, judgments, appeals.
import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { courts } from '../../src/lib/terms.js';
import { cases } from './cases.js';
import { instant, oneOf } from './columns.js';
import { participants } from './participants.js';
import { people } from './people.js';

export const rulingKinds = [
  'detention_ordered',
  'detention_extended',
  'detention_replaced',
  'detention_ended',
  'in_absentia_allowed',
  'judgment',
  'appeal_decision',
  'extraordinary_decision',
  'other',
] as const;
export const rulingResults = [
  'guilty',
  'not_guilty',
  'charge_rejected',
  'dismissed',
  'upheld',
  'changed',
  'returned_for_retrial',
] as const;

/** What a court decided: detention, a judgment, an appeal. In fixed words; the document holds the reasons. */
export const rulings = sqliteTable(
  'rulings',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'restrict' }),
    /** One accused; none: all of them. */
    participantId: integer('participant_id').references(() => participants.id, { onDelete: 'restrict' }),
    kind: text('kind', { enum: rulingKinds }).notNull(),
    court: text('court', { enum: courts }).notNull(),
    decidedOn: text('decided_on').notNull(),
    /** Of detention alone: until which local day. */
    untilOn: text('until_on'),
    result: text('result', { enum: rulingResults }),
    sentenceMonths: integer('sentence_months'),
    addedAt: instant('added_at').notNull(),
    addedBy: integer('added_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    index('rulings_case').on(t.caseId, t.decidedOn),
    oneOf('rulings_kind', t.kind, rulingKinds),
    oneOf('rulings_court', t.court, courts),
    oneOf('rulings_result', t.result, rulingResults),
    check('rulings_months', sql`${t.sentenceMonths} between 1 and 720`),
  ],
);
