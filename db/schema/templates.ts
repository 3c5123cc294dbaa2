// What staff write instead of the standard text of a letter, per call and language; every version stays.
import { sql } from 'drizzle-orm';
import { check, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { calls, textLanguages } from './calls.js';
import { instant, oneOf } from './columns.js';
import { people } from './people.js';

export const letterTemplates = sqliteTable(
  'letter_templates',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id, { onDelete: 'restrict' }),
    letter: text('letter').notNull(),
    language: text('language', { enum: textLanguages }).notNull(),
    version: integer('version').notNull(),
    /** Both NULL: back to the standard text. */
    subject: text('subject'),
    body: text('body'),
    writtenBy: integer('written_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    writtenAt: instant('written_at').notNull(),
  },
  (t) => [
    uniqueIndex('letter_templates_version').on(t.callId, t.letter, t.language, t.version),
    oneOf('letter_templates_language', t.language, textLanguages),
    check('letter_templates_whole', sql`(${t.subject} is null) = (${t.body} is null)`),
  ],
);
