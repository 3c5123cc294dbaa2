// What an applicant says against a decision, once, in their own words; and what came of it.
import { blob, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { applications } from './applications.js';
import { instant, oneOf } from './columns.js';
import { people } from './people.js';

export const contestOutcomes = ['changed', 'upheld'] as const;

export const contests = sqliteTable(
  'contests',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    /** In their own words; sealed, context `contest:<application>`; NULL once erased. */
    sealedWords: blob('sealed_words', { mode: 'buffer' }),
    madeAt: instant('made_at').notNull(),
    outcome: text('outcome', { enum: contestOutcomes }),
    answeredBy: integer('answered_by').references(() => people.id, { onDelete: 'restrict' }),
    answeredAt: instant('answered_at'),
  },
  (t) => [
    uniqueIndex('contests_application').on(t.applicationId),
    oneOf('contests_outcome', t.outcome, contestOutcomes),
  ],
);
