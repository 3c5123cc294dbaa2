// The letter as blind readers get it: what a person confirmed to hide, and the text without it.
import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { applications } from './applications.js';
import { instant } from './columns.js';
import { people } from './people.js';

export const redactions = sqliteTable('redactions', {
  applicationId: integer('application_id')
    .primaryKey()
    .references(() => applications.id, { onDelete: 'restrict' }),
  /** JSON of the redacted texts and of the words hidden in them; sealed, context `redaction:<applicationId>`. */
  sealed: blob('sealed', { mode: 'buffer' }).notNull(),
  /** SHA-256 of what was redacted: an answer that changed since must be looked at again. */
  sourceHash: text('source_hash').notNull(),
  version: integer('version').notNull(),
  confirmedAt: instant('confirmed_at').notNull(),
  confirmedBy: integer('confirmed_by')
    .notNull()
    .references(() => people.id, { onDelete: 'restrict' }),
});
