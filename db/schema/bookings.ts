// Who comes when: a confirmed booking holds its slot and its application alone, and the database sees to it.
import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { applications } from './applications.js';
import { flag, instant, oneOf } from './columns.js';
import { interviewSlots } from './interviews.js';
import { people } from './people.js';

export const bookingStates = ['confirmed', 'cancelled', 'held', 'no_show'] as const;
export const bookingEnders = ['applicant', 'staff', 'withdrawal'] as const;

export const bookings = sqliteTable(
  'bookings',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    slotId: integer('slot_id')
      .notNull()
      .references(() => interviewSlots.id, { onDelete: 'restrict' }),
    state: text('state', { enum: bookingStates }).notNull(),
    /** Names it in everybody's calendar, for as long as it lives. */
    uid: text('uid').notNull(),
    bookedAt: instant('booked_at').notNull(),
    bookedBy: integer('booked_by').references(() => people.id, { onDelete: 'restrict' }),
    /** How often the applicant moved it. */
    changes: integer('changes').notNull().default(0),
    endedAt: instant('ended_at'),
    /** Who cancelled it. */
    endedBy: text('ended_by', { enum: bookingEnders }),
    /** The applicant came, but late. */
    late: flag('late'),
    /** Held by the clock: nobody has noted who came. */
    assumed: flag('assumed'),
  },
  (t) => [
    // Never twice: one for each time, and one for each application.
    uniqueIndex('bookings_slot').on(t.slotId).where(sql`${t.state} <> 'cancelled'`),
    uniqueIndex('bookings_application').on(t.applicationId).where(sql`${t.state} = 'confirmed'`),
    uniqueIndex('bookings_uid').on(t.uid),
    index('bookings_of').on(t.applicationId),
    oneOf('bookings_state', t.state, bookingStates),
    oneOf('bookings_ended_by', t.endedBy, bookingEnders),
    check('bookings_ended', sql`(${t.state} = 'confirmed') = (${t.endedAt} is null)`),
    check('bookings_cancelled', sql`(${t.state} = 'cancelled') = (${t.endedBy} is not null)`),
  ],
);
