// Once-only keys of forms: a repeated post gets the first answer, never a second deed.
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { instant } from './columns.js';

export const formKeys = sqliteTable(
  'form_keys',
  {
    key: text('key').primaryKey(),
    /** Who posted it; a key is good for this person only. NULL for somebody not signed in. */
    personId: integer('person_id'),
    /** The page the first answer led to. */
    location: text('location').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('form_keys_at').on(t.at)],
);
