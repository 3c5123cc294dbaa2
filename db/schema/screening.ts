// Proposals about the conditions of an application: made by one person, answered by another.
import { sql } from 'drizzle-orm';
import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { applications } from './applications.js';
import { instant, oneOf } from './columns.js';
import { people } from './people.js';

/** `out`: the conditions are not met; `in`: they count as met though not all are proven. */
export const proposalKinds = ['out', 'in'] as const;
export const proposalStates = ['proposed', 'confirmed', 'sent_back', 'taken_back'] as const;

export const proposals = sqliteTable(
  'proposals',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    kind: text('kind', { enum: proposalKinds }).notNull(),
    state: text('state', { enum: proposalStates }).notNull(),
    reasonCode: text('reason_code').notNull(),
    /** Why, sealed, context `proposal:<application>`. */
    sealedNote: blob('sealed_note', { mode: 'buffer' }),
    proposedBy: integer('proposed_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    proposedAt: instant('proposed_at').notNull(),
    /** The last move of the application when it was proposed: it holds as long as nothing else has moved. */
    moveId: integer('move_id').notNull(),
    answeredBy: integer('answered_by').references(() => people.id, { onDelete: 'restrict' }),
    answeredAt: instant('answered_at'),
    /** Why it was sent back, sealed, context `proposal-answer:<application>`. */
    sealedAnswer: blob('sealed_answer', { mode: 'buffer' }),
  },
  (t) => [
    uniqueIndex('proposals_open').on(t.applicationId).where(sql`${t.state} = 'proposed'`),
    index('proposals_application').on(t.applicationId, t.id),
    oneOf('proposals_kind', t.kind, proposalKinds),
    oneOf('proposals_state', t.state, proposalStates),
  ],
);
