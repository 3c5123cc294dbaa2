// Decisions as people made them: prepared with their letter, released together, or taken back.
import { sql } from 'drizzle-orm';
import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { applicationStates, applications } from './applications.js';
import { instant, oneOf } from './columns.js';
import { letters } from './mail.js';
import { people } from './people.js';

export const decisionStates = ['pending', 'released', 'taken_back'] as const;

export const decisions = sqliteTable(
  'decisions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    /** The event of the procedure that its release causes. */
    event: text('event').notNull(),
    to: text('to_state', { enum: applicationStates }).notNull(),
    state: text('state', { enum: decisionStates }).notNull(),
    reasonCode: text('reason_code').notNull(),
    /** Why, in the words of who decided; sealed, context `decision:<application>`. */
    sealedNote: blob('sealed_note', { mode: 'buffer' }),
    /** Who proposed it, where a second person decided. */
    proposedBy: integer('proposed_by').references(() => people.id, { onDelete: 'restrict' }),
    decidedBy: integer('decided_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    preparedAt: instant('prepared_at').notNull(),
    letterId: integer('letter_id').references(() => letters.id, { onDelete: 'restrict' }),
    /** Ties what was prepared in one act together. */
    groupId: text('group_id').notNull(),
    releasedBy: integer('released_by').references(() => people.id, { onDelete: 'restrict' }),
    releasedAt: instant('released_at'),
    releaseGroupId: text('release_group_id'),
  },
  (t) => [
    uniqueIndex('decisions_one_pending').on(t.applicationId).where(sql`${t.state} = 'pending'`),
    index('decisions_application').on(t.applicationId, t.id),
    index('decisions_pending').on(t.state, t.id),
    oneOf('decisions_state', t.state, decisionStates),
    oneOf('decisions_to', t.to, applicationStates),
  ],
);
