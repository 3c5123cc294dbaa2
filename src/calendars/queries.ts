// Every SQL statement about what goes into people's calendars.
import { eq, max } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { bookings } from '../../db/schema/bookings.js';
import { calendarEntries } from '../../db/schema/calendars.js';
import { interviewSessions } from '../../db/schema/interviews.js';

/** The next number of a booking's changes: 0 at first. Safe inside an immediate transaction. */
export function nextSequence(db: Db, bookingId: number): number {
  const row = db
    .select({ last: max(calendarEntries.sequence) })
    .from(calendarEntries)
    .where(eq(calendarEntries.bookingId, bookingId))
    .get();
  return (row?.last ?? -1) + 1;
}

/** Stores what is said about a booking; answers with its id. */
export function insertEntry(db: Db, entry: typeof calendarEntries.$inferInsert): number {
  return db.insert(calendarEntries).values(entry).returning({ id: calendarEntries.id }).get().id;
}

/** What was said, with the booking, the place and the call it belongs to. */
export function entryById(db: Db, id: number) {
  return db
    .select({
      entry: calendarEntries,
      uid: bookings.uid,
      applicationId: bookings.applicationId,
      reference: applications.reference,
      personId: applications.personId,
      callId: applications.callId,
      sessionId: interviewSessions.id,
      place: interviewSessions.place,
      link: interviewSessions.link,
    })
    .from(calendarEntries)
    .innerJoin(bookings, eq(bookings.id, calendarEntries.bookingId))
    .innerJoin(applications, eq(applications.id, bookings.applicationId))
    .innerJoin(interviewSessions, eq(interviewSessions.id, calendarEntries.sessionId))
    .where(eq(calendarEntries.id, id))
    .get();
}
