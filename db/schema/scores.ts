// The marks of blind readers, when they were locked and the names revealed, and what was changed after that.
import { sql } from 'drizzle-orm';
import { blob, check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { applications } from './applications.js';
import { calls } from './calls.js';
import { instant, isJson, oneOf } from './columns.js';
import { people } from './people.js';
import { readings } from './reading.js';

export const recommendations = ['yes', 'unsure', 'no'] as const;

/** By the key of each criterion of the call's rubric: 0 to 4. */
type Marks = Record<string, number>;

/** One card a reading; `submittedAt` says that it counts. */
export const scores = sqliteTable(
  'scores',
  {
    readingId: integer('reading_id')
      .primaryKey()
      .references(() => readings.id, { onDelete: 'restrict' }),
    marks: text('marks', { mode: 'json' }).$type<Marks>().notNull(),
    recommendation: text('recommendation', { enum: recommendations }),
    /** Sealed, context `score:<readingId>`. */
    sealedComment: blob('sealed_comment', { mode: 'buffer' }),
    version: integer('version').notNull(),
    savedAt: instant('saved_at').notNull(),
    submittedAt: instant('submitted_at'),
    /** A coordinator opened it again after the lock. */
    reopenedAt: instant('reopened_at'),
  },
  (t) => [
    isJson('scores_marks', t.marks),
    oneOf('scores_recommendation', t.recommendation, recommendations),
    check('scores_submitted', sql`${t.submittedAt} is null or ${t.recommendation} is not null`),
  ],
);

/** When the marks of a call were locked, and when the names were shown to those who decide. */
export const scoreLocks = sqliteTable('score_locks', {
  callId: integer('call_id')
    .primaryKey()
    .references(() => calls.id, { onDelete: 'restrict' }),
  lockedAt: instant('locked_at').notNull(),
  lockedBy: integer('locked_by')
    .notNull()
    .references(() => people.id, { onDelete: 'restrict' }),
  revealedAt: instant('revealed_at'),
  revealedBy: integer('revealed_by').references(() => people.id, { onDelete: 'restrict' }),
});

/** Every change of a card after the lock: what it said before, and what it says. */
export const scoreChanges = sqliteTable(
  'score_changes',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    readingId: integer('reading_id')
      .notNull()
      .references(() => readings.id, { onDelete: 'restrict' }),
    before: text('before', { mode: 'json' }).$type<Marks>().notNull(),
    after: text('after', { mode: 'json' }).$type<Marks>().notNull(),
    recommendationBefore: text('recommendation_before', { enum: recommendations }),
    recommendationAfter: text('recommendation_after', { enum: recommendations }),
    /** Whether the names were known by then. */
    afterReveal: integer('after_reveal', { mode: 'boolean' }).notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    index('score_changes_reading').on(t.readingId),
    isJson('score_changes_before', t.before),
    isJson('score_changes_after', t.after),
  ],
);

/** What two readers who did not agree said to each other, written down instead of a third reading. */
export const discussions = sqliteTable('discussions', {
  applicationId: integer('application_id')
    .primaryKey()
    .references(() => applications.id, { onDelete: 'restrict' }),
  /** Sealed, context `discussion:<applicationId>`. */
  sealedNote: blob('sealed_note', { mode: 'buffer' }).notNull(),
  writtenBy: integer('written_by')
    .notNull()
    .references(() => people.id, { onDelete: 'restrict' }),
  writtenAt: instant('written_at').notNull(),
});
