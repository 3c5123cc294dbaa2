// What staff read in the documents about each fact: every verdict ever given, the latest of a fact counts.
import { sql } from 'drizzle-orm';
import { blob, check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { FactName } from '../../src/eligibility/rules.js';
import { applications } from './applications.js';
import { instant, isJson, oneOf } from './columns.js';
import { files } from './files.js';
import { people } from './people.js';

/** The facts the rules read, in the order in which they are asked. */
export const factNames = [
  'institution',
  'faculty',
  'degree',
  'studyYear',
  'programmeYears',
  'averageScale',
  'averageTenThousandths',
  'criminalLaw',
  'criminalProcedure',
  'profile',
  'serbianLevel',
  'previousInternship',
] as const satisfies readonly FactName[];
export const verdictWords = ['matches', 'differs', 'cannot_tell', 'taken_back'] as const;

/** Only ever added to: a verdict that is taken back is a row of its own. Erased with what the application says. */
export const verdicts = sqliteTable(
  'verdicts',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    fact: text('fact', { enum: factNames }).notNull(),
    verdict: text('verdict', { enum: verdictWords }).notNull(),
    /** What was stated when it was judged; null where it was blank. */
    stated: text('stated', { mode: 'json' }).$type<string | number>(),
    /** What was read. */
    value: text('value', { mode: 'json' }).$type<string | number>(),
    /** The document and the page that lay open. */
    fileId: integer('file_id').references(() => files.id, { onDelete: 'restrict' }),
    page: integer('page'),
    /** A remark, sealed: context `verdict:<applicationId>:<fact>`. */
    sealedNote: blob('sealed_note', { mode: 'buffer' }),
    by: integer('by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    at: instant('at').notNull(),
  },
  (t) => [
    index('verdicts_application').on(t.applicationId, t.id),
    index('verdicts_file').on(t.fileId),
    oneOf('verdicts_fact', t.fact, factNames),
    oneOf('verdicts_verdict', t.verdict, verdictWords),
    isJson('verdicts_stated', t.stated),
    isJson('verdicts_value', t.value),
    check('verdicts_value_read', sql`(${t.verdict} in ('matches', 'differs')) = (${t.value} is not null)`),
    check('verdicts_page', sql`${t.page} is null or (${t.page} >= 1 and ${t.fileId} is not null)`),
  ],
);
