// Review of reports: what was said about which field of which filing, and every decision with who made it.
import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { sections } from '../../src/lib/report-terms.js';
import { instant, isJson, oneOf } from './columns.js';
import { people } from './people.js';
import { reports } from './reports.js';

export const reviewEvents = ['return', 'approve', 'approve_first', 'approve_second', 'reopen'] as const;
/** What a reviewer asks of every report. Source: monitoring §4. */
export const reviewQuestions = [
  'complete',
  'consistent',
  'previous',
  'attributed',
  'evidenced',
  'protected',
  'registers',
] as const;

export const reportReviews = sqliteTable(
  'report_reviews',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    reportId: integer('report_id')
      .notNull()
      .references(() => reports.id, { onDelete: 'restrict' }),
    /** Which filing was read. */
    number: integer('number').notNull(),
    event: text('event', { enum: reviewEvents }).notNull(),
    reviewerId: integer('reviewer_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    at: instant('at').notNull(),
    /** How long the reading took, in minutes, where the reviewer says so. */
    minutes: integer('minutes'),
    /** The questions answered with yes. */
    questions: text('questions', { mode: 'json' }).$type<string[]>().notNull(),
    /** What the reviewer wrote about the whole; sealed, context `review-note:<report>:<at>`. */
    sealedNote: blob('sealed_note', { mode: 'buffer' }),
  },
  (t) => [
    index('report_reviews_report').on(t.reportId, t.id),
    oneOf('report_reviews_event', t.event, reviewEvents),
    isJson('report_reviews_questions', t.questions),
  ],
);

export const reportComments = sqliteTable(
  'report_comments',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    reportId: integer('report_id')
      .notNull()
      .references(() => reports.id, { onDelete: 'restrict' }),
    number: integer('number').notNull(),
    section: text('section', { enum: sections }).notNull(),
    /** The field as the form names it; blank: the section as a whole. */
    field: text('field').notNull(),
    reviewerId: integer('reviewer_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    at: instant('at').notNull(),
    /** Sealed, context `report-comment:<report>:<at>`. */
    sealedWords: blob('sealed_words', { mode: 'buffer' }).notNull(),
    /** When whoever wrote the report got to see it; NULL while the reviewer is still reading. */
    publishedAt: instant('published_at'),
  },
  (t) => [
    index('report_comments_report').on(t.reportId, t.id),
    oneOf('report_comments_section', t.section, sections),
  ],
);
