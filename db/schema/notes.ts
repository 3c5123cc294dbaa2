// What staff write to each other about an application.
import { blob, index, integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { applications } from './applications.js';
import { instant } from './columns.js';
import { people } from './people.js';

/** Sealed, context `note:<applicationId>`; a colleague stands in the words as a number, so that no name is kept. */
export const notes = sqliteTable(
  'notes',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    sealed: blob('sealed', { mode: 'buffer' }).notNull(),
    by: integer('by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    at: instant('at').notNull(),
  },
  (t) => [index('notes_application').on(t.applicationId, t.id)],
);
