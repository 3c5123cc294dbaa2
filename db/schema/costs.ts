// Costs of travel: what somebody claims for a hearing they attended, once, and what became of it.
import { sql } from 'drizzle-orm';
import { blob, check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { instant, oneOf } from './columns.js';
import { files } from './files.js';
import { hearings } from './hearings.js';
import { people } from './people.js';

export const costStates = ['claimed', 'returned', 'approved', 'paid'] as const;

export const costs = sqliteTable(
  'costs',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    hearingId: integer('hearing_id')
      .notNull()
      .references(() => hearings.id, { onDelete: 'restrict' }),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    amountCents: integer('amount_cents').notNull(),
    /** The receipt; NULL where there is none, and then the reason says why. */
    fileId: integer('file_id').references(() => files.id, { onDelete: 'restrict' }),
    /** Why there is no receipt; sealed, context `cost-reason:<hearing>:<person>`. */
    sealedReason: blob('sealed_reason', { mode: 'buffer' }),
    /** What staff wrote when they returned it; sealed, context `cost-answer:<hearing>:<person>`. */
    sealedAnswer: blob('sealed_answer', { mode: 'buffer' }),
    state: text('state', { enum: costStates }).notNull(),
    stateAt: instant('state_at').notNull(),
    claimedAt: instant('claimed_at').notNull(),
    decidedBy: integer('decided_by').references(() => people.id, { onDelete: 'restrict' }),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    uniqueIndex('costs_once').on(t.hearingId, t.personId),
    index('costs_person').on(t.personId, t.id),
    index('costs_state').on(t.state, t.claimedAt),
    oneOf('costs_state_word', t.state, costStates),
    check('costs_amount', sql`${t.amountCents} between 10 and 50000`),
    check('costs_decided', sql`(${t.state} = 'claimed') = (${t.decidedBy} is null)`),
  ],
);
