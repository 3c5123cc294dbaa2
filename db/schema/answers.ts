// What an application says, section by section, and every version that was once sent.
import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { applications } from './applications.js';
import { instant, isJson, oneOf } from './columns.js';
import { people } from './people.js';

export const sections = ['about', 'studies', 'experience', 'letter', 'declarations'] as const;

/** What the applicant typed, as typed, one row a section; `version` refuses a silent overwrite. */
export const answers = sqliteTable(
  'answers',
  {
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    section: text('section', { enum: sections }).notNull(),
    version: integer('version').notNull(),
    body: text('body', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: integer('saved_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    primaryKey({ columns: [t.applicationId, t.section] }),
    oneOf('answers_section', t.section, sections),
    isJson('answers_body', t.body),
  ],
);

/** Every version that was once submitted, kept from the submission on. */
export const answerVersions = sqliteTable(
  'answer_versions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    section: text('section', { enum: sections }).notNull(),
    version: integer('version').notNull(),
    body: text('body', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: integer('saved_by').notNull(),
  },
  (t) => [
    uniqueIndex('answer_versions_version').on(t.applicationId, t.section, t.version),
    isJson('answer_versions_body', t.body),
  ],
);
