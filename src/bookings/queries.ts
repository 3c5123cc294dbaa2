// Every SQL statement about bookings.
import { and, asc, eq, gt, inArray, lt, lte, ne, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { bookings } from '../../db/schema/bookings.js';
import { calendarEntries } from '../../db/schema/calendars.js';
import { interviewSessions, interviewSlots } from '../../db/schema/interviews.js';
import { people } from '../../db/schema/people.js';

export type Booking = typeof bookings.$inferSelect;

/** The bookings of an application, oldest first. */
export function bookingsOf(db: Db, applicationId: number): Booking[] {
  return db
    .select()
    .from(bookings)
    .where(eq(bookings.applicationId, applicationId))
    .orderBy(asc(bookings.id))
    .all();
}

const whole = { booking: bookings, slot: interviewSlots, session: interviewSessions };

/** The booking that stands for an application, with its time and session. */
export function confirmedOf(db: Db, applicationId: number) {
  return db
    .select(whole)
    .from(bookings)
    .innerJoin(interviewSlots, eq(interviewSlots.id, bookings.slotId))
    .innerJoin(interviewSessions, eq(interviewSessions.id, interviewSlots.sessionId))
    .where(and(eq(bookings.applicationId, applicationId), eq(bookings.state, 'confirmed')))
    .get();
}

/** The booking with this id, in any state, with its time and session. */
export function bookingById(db: Db, id: number) {
  return db
    .select(whole)
    .from(bookings)
    .innerJoin(interviewSlots, eq(interviewSlots.id, bookings.slotId))
    .innerJoin(interviewSessions, eq(interviewSessions.id, interviewSlots.sessionId))
    .where(eq(bookings.id, id))
    .get();
}

/** Confirmed bookings whose time ended before `before`: nobody said who came. */
export function overdue(db: Db, before: number) {
  return db
    .select({
      id: bookings.id,
      reference: applications.reference,
      applicationId: applications.id,
      endsAt: interviewSlots.endsAt,
    })
    .from(bookings)
    .innerJoin(interviewSlots, eq(interviewSlots.id, bookings.slotId))
    .innerJoin(applications, eq(applications.id, bookings.applicationId))
    .where(
      and(
        eq(bookings.state, 'confirmed'),
        eq(applications.state, 'booked'),
        lt(interviewSlots.endsAt, before),
      ),
    )
    .orderBy(asc(bookings.id))
    .all();
}

/** Confirmed bookings that begin between `from` and `until`, with what was last said about each. */
export function beginning(db: Db, from: number, until: number) {
  const last = (what: 'id' | 'at') =>
    sql<number>`(select max(${calendarEntries[what]}) from ${calendarEntries} where ${calendarEntries.bookingId} = ${bookings.id})`;
  return db
    .select({ ...whole, application: applications, entry: last('id'), saidAt: last('at') })
    .from(bookings)
    .innerJoin(interviewSlots, eq(interviewSlots.id, bookings.slotId))
    .innerJoin(interviewSessions, eq(interviewSessions.id, interviewSlots.sessionId))
    .innerJoin(applications, eq(applications.id, bookings.applicationId))
    .where(
      and(
        eq(bookings.state, 'confirmed'),
        gt(interviewSlots.startsAt, from),
        lte(interviewSlots.startsAt, until),
      ),
    )
    .orderBy(asc(interviewSlots.startsAt))
    .all();
}

/** Who has the times of a session: bookings that were not cancelled, with the applicant. */
export function bookingsIn(db: Db, sessionId: number) {
  return db
    .select({
      booking: bookings,
      startsAt: interviewSlots.startsAt,
      reference: applications.reference,
      name: people.name,
    })
    .from(bookings)
    .innerJoin(interviewSlots, eq(interviewSlots.id, bookings.slotId))
    .innerJoin(applications, eq(applications.id, bookings.applicationId))
    .innerJoin(people, eq(people.id, applications.personId))
    .where(and(eq(interviewSlots.sessionId, sessionId), ne(bookings.state, 'cancelled')))
    .orderBy(asc(interviewSlots.startsAt))
    .all();
}

/** The confirmed bookings of these times, in their order. */
export function confirmedIn(db: Db, slotIds: readonly number[]): Booking[] {
  return db
    .select()
    .from(bookings)
    .where(and(inArray(bookings.slotId, [...slotIds]), eq(bookings.state, 'confirmed')))
    .orderBy(asc(bookings.id))
    .all();
}

/** When an applicant was or is to be met, and what became of it, oldest first. */
export function bookingTimesOf(db: Db, applicationId: number) {
  return db
    .select({
      startsAt: interviewSlots.startsAt,
      endsAt: interviewSlots.endsAt,
      place: interviewSessions.place,
      state: bookings.state,
      bookedAt: bookings.bookedAt,
      endedAt: bookings.endedAt,
    })
    .from(bookings)
    .innerJoin(interviewSlots, eq(interviewSlots.id, bookings.slotId))
    .innerJoin(interviewSessions, eq(interviewSessions.id, interviewSlots.sessionId))
    .where(eq(bookings.applicationId, applicationId))
    .orderBy(asc(bookings.id))
    .all();
}

/** Stores a booking; undefined when somebody has the time, or the applicant has one: the index refuses it. */
export function insertBooking(db: Db, booking: typeof bookings.$inferInsert): number | undefined {
  return unlessTaken(() => db.insert(bookings).values(booking).returning({ id: bookings.id }).get().id);
}

/** Moves a confirmed booking to another time; false when somebody has that, or it is confirmed no longer. */
export function moveBooking(db: Db, id: number, change: { slotId: number; changes: number }): boolean {
  const moved = unlessTaken(() =>
    db
      .update(bookings)
      .set(change)
      .where(and(eq(bookings.id, id), eq(bookings.state, 'confirmed')))
      .run(),
  );
  return moved?.changes === 1;
}

/** Compare and set: ends a confirmed booking; false when it had ended. */
export function endBooking(
  db: Db,
  id: number,
  change: Pick<Booking, 'state' | 'endedAt'> & Partial<Pick<Booking, 'endedBy' | 'late' | 'assumed'>>,
): boolean {
  const { changes } = db
    .update(bookings)
    .set(change)
    .where(and(eq(bookings.id, id), eq(bookings.state, 'confirmed')))
    .run();
  return changes === 1;
}

/** An interview that the clock took as held was noted by somebody; false when it was noted already. */
export function confirmAssumed(db: Db, id: number, late: boolean): boolean {
  const { changes } = db
    .update(bookings)
    .set({ assumed: false, late })
    .where(and(eq(bookings.id, id), eq(bookings.assumed, true)))
    .run();
  return changes === 1;
}

/** A booking of which something was noted is confirmed again; false when its applicant has another by now. */
export function reopenBooking(db: Db, id: number): boolean {
  const noted = inArray(bookings.state, ['held', 'no_show']);
  const change = { state: 'confirmed', endedAt: null, late: false, assumed: false } as const;
  const done = unlessTaken(() =>
    db
      .update(bookings)
      .set(change)
      .where(and(eq(bookings.id, id), noted))
      .run(),
  );
  return done?.changes === 1;
}

function unlessTaken<T>(write: () => T): T | undefined {
  try {
    return write();
  } catch (error) {
    const { code, cause } = error as { code?: string; cause?: { code?: string } };
    if ((code ?? cause?.code) === 'SQLITE_CONSTRAINT_UNIQUE') return undefined;
    throw error;
  }
}
