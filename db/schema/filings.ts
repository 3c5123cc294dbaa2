// What was filed: each time the whole report as it stood, and what the software had warned of.
import { blob, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Questionnaire } from '../../src/filings/form.js';
import { instant, isJson } from './columns.js';
import { people } from './people.js';
import { reports } from './reports.js';

/** A warning by its code and the place it is about; never the words it was found in. */
export type FiledWarning = { code: string; section: string; field: string };

/** A list of questions as it was when something was first filed under it, with its words: old filings are shown with them. */
export const questionnaires = sqliteTable(
  'questionnaires',
  {
    number: integer('number').primaryKey(),
    keptAt: instant('kept_at').notNull(),
    body: text('body', { mode: 'json' }).$type<Questionnaire>().notNull(),
  },
  (t) => [isJson('questionnaires_body', t.body)],
);

export const reportVersions = sqliteTable(
  'report_versions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    reportId: integer('report_id')
      .notNull()
      .references(() => reports.id, { onDelete: 'restrict' }),
    number: integer('number').notNull(),
    filedAt: instant('filed_at').notNull(),
    filedBy: integer('filed_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    /** Which list of questions it answers. */
    questionnaire: integer('questionnaire').notNull(),
    warnings: text('warnings', { mode: 'json' }).$type<FiledWarning[]>().notNull(),
    /** Every answer as JSON, sealed, context `report-version:<report>:<number>`. */
    sealedSnapshot: blob('sealed_snapshot', { mode: 'buffer' }).notNull(),
  },
  (t) => [
    uniqueIndex('report_versions_number').on(t.reportId, t.number),
    isJson('report_versions_warnings', t.warnings),
  ],
);
