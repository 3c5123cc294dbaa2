// What each member of a panel thought of an interview: one card each, sealed, and whether the cards are locked.
import { blob, integer, sqliteTable, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { bookings } from './bookings.js';
import { instant } from './columns.js';
import { people } from './people.js';

export const interviewRecommendations = ['yes', 'unsure', 'no'] as const;

export const interviewCards = sqliteTable(
  'interview_cards',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    bookingId: integer('booking_id')
      .notNull()
      .references(() => bookings.id, { onDelete: 'restrict' }),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    /** Marks, recommendation and words as JSON, sealed, context `card:<booking>:<person>`. */
    sealed: blob('sealed', { mode: 'buffer' }).notNull(),
    filedAt: instant('filed_at').notNull(),
  },
  (t) => [uniqueIndex('interview_cards_one').on(t.bookingId, t.personId)],
);

/** The cards of an interview are locked while its row is here. */
export const interviewLocks = sqliteTable('interview_locks', {
  bookingId: integer('booking_id')
    .primaryKey()
    .references(() => bookings.id, { onDelete: 'restrict' }),
  lockedAt: instant('locked_at').notNull(),
  /** NULL: by itself, when the last card was in. */
  lockedBy: integer('locked_by').references(() => people.id, { onDelete: 'restrict' }),
});
