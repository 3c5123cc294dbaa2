// Averages that staff computed from the exams a certificate lists: every row kept, so that it can be done again by hand.
import { sql } from 'drizzle-orm';
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Exam } from '../../src/averages/rules.js';
import { isJson, oneOf } from './columns.js';
import { verdicts } from './verification.js';

export const averageMethods = ['mean', 'weighted'] as const;

export const averages = sqliteTable(
  'averages',
  {
    /** The verdict on the average that rests on it; who, when and from which page stand there. */
    verdictId: integer('verdict_id')
      .primaryKey()
      .references(() => verdicts.id, { onDelete: 'restrict' }),
    method: text('method', { enum: averageMethods }).notNull(),
    /** The worst and the best grade of the certificate's scale, in ten-thousandths; either may be the larger. */
    worstTenThousandths: integer('worst_ten_thousandths').notNull(),
    bestTenThousandths: integer('best_ten_thousandths').notNull(),
    exams: text('exams', { mode: 'json' }).$type<Exam[]>().notNull(),
  },
  (t) => [
    oneOf('averages_method', t.method, averageMethods),
    isJson('averages_exams', t.exams),
    check('averages_scale', sql`${t.worstTenThousandths} <> ${t.bestTenThousandths}`),
  ],
);
