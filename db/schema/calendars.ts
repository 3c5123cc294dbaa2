// What was sent to people's calendars: each change of a booking as it stood then, numbered; and calendars to subscribe to.
import { isNull } from 'drizzle-orm';
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { bookings } from './bookings.js';
import { instant, oneOf } from './columns.js';
import { interviewSessions } from './interviews.js';
import { people } from './people.js';

export const calendarMethods = ['request', 'cancel'] as const;

/** A row is never changed: a letter that leaves late still says what it said. */
export const calendarEntries = sqliteTable(
  'calendar_entries',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    bookingId: integer('booking_id')
      .notNull()
      .references(() => bookings.id, { onDelete: 'restrict' }),
    /** Where it was to be, then. */
    sessionId: integer('session_id')
      .notNull()
      .references(() => interviewSessions.id, { onDelete: 'restrict' }),
    sequence: integer('sequence').notNull(),
    method: text('method', { enum: calendarMethods }).notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    uniqueIndex('calendar_entries_sequence').on(t.bookingId, t.sequence),
    oneOf('calendar_entries_method', t.method, calendarMethods),
  ],
);

/** A calendar to subscribe to by a secret address; only the hash of its token is stored. */
export const calendarFeeds = sqliteTable(
  'calendar_feeds',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    tokenHash: text('token_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    uniqueIndex('calendar_feeds_token').on(t.tokenHash),
    uniqueIndex('calendar_feeds_current').on(t.personId).where(isNull(t.revokedAt)),
  ],
);
