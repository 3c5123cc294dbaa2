// The questions of a call's interviews, each with what the marks 0 to 4 mean, in three languages.
import { sql } from 'drizzle-orm';
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Rubric } from '../../src/calls/form.js';
import { calls } from './calls.js';
import { instant, isJson } from './columns.js';
import { people } from './people.js';

/** A call without a row, or with none in it, asks what its rubric says. */
export const interviewQuestions = sqliteTable(
  'interview_questions',
  {
    callId: integer('call_id')
      .primaryKey()
      .references(() => calls.id, { onDelete: 'restrict' }),
    questions: text('questions', { mode: 'json' }).$type<Rubric>().notNull(),
    version: integer('version').notNull(),
    changedAt: instant('changed_at').notNull(),
    changedBy: integer('changed_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    isJson('interview_questions_questions', t.questions),
    check('interview_questions_most', sql`json_array_length(${t.questions}) <= 6`),
  ],
);
