// Every SQL statement about what goes into people's calendars.
import { and, asc, eq, gte, inArray, isNull, max, ne, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { bookings } from '../../db/schema/bookings.js';
import { calendarEntries, calendarFeeds } from '../../db/schema/calendars.js';
import { cases } from '../../db/schema/cases.js';
import { withoutConflict } from '../../db/schema/conflicts.js';
import { hearings } from '../../db/schema/hearings.js';
import { interviewPanel, interviewSessions, interviewSlots } from '../../db/schema/interviews.js';
import { assignments } from '../../db/schema/rota.js';
import { ties } from '../../db/schema/ties.js';
import type { Link } from './rules.js';

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

/** The calendar somebody subscribes to, if they do. */
export function feedOfPerson(db: Db, personId: number) {
  return db
    .select()
    .from(calendarFeeds)
    .where(and(eq(calendarFeeds.personId, personId), isNull(calendarFeeds.revokedAt)))
    .get();
}

/** The calendar with this hash, unless it was revoked. */
export function feedByHash(db: Db, tokenHash: string) {
  return db
    .select()
    .from(calendarFeeds)
    .where(and(eq(calendarFeeds.tokenHash, tokenHash), isNull(calendarFeeds.revokedAt)))
    .get();
}

/** Stores a calendar to subscribe to; false when the address was one before. The index refuses a second calendar. */
export function insertFeed(db: Db, feed: typeof calendarFeeds.$inferInsert): boolean {
  const isNew = { target: calendarFeeds.tokenHash };
  return db.insert(calendarFeeds).values(feed).onConflictDoNothing(isNew).run().changes === 1;
}

/** The addresses somebody has work no longer. */
export function revokeFeeds(db: Db, personId: number, now: number): void {
  db.update(calendarFeeds)
    .set({ revokedAt: now })
    .where(and(eq(calendarFeeds.personId, personId), isNull(calendarFeeds.revokedAt)))
    .run();
}

/** Removes every address somebody had. */
export function deleteFeeds(db: Db, personId: number): void {
  db.delete(calendarFeeds).where(eq(calendarFeeds.personId, personId)).run();
}

/** The interviews at which somebody sits now, from `since` on; none that was cancelled, nor of an applicant they are kept from. */
export function interviewsOf(db: Db, personId: number, since: number) {
  const last = (what: 'sequence' | 'at') =>
    sql<
      number | null
    >`(select max(${calendarEntries[what]}) from ${calendarEntries} where ${calendarEntries.bookingId} = ${bookings.id})`;
  return db
    .select({
      uid: bookings.uid,
      sequence: last('sequence'),
      at: last('at'),
      startsAt: interviewSlots.startsAt,
      endsAt: interviewSlots.endsAt,
      place: interviewSessions.place,
      link: interviewSessions.link,
      sessionId: interviewSessions.id,
      reference: applications.reference,
    })
    .from(bookings)
    .innerJoin(interviewSlots, eq(interviewSlots.id, bookings.slotId))
    .innerJoin(interviewSessions, eq(interviewSessions.id, interviewSlots.sessionId))
    .innerJoin(interviewPanel, eq(interviewPanel.sessionId, interviewSessions.id))
    .innerJoin(applications, eq(applications.id, bookings.applicationId))
    .where(
      and(
        eq(interviewPanel.personId, personId),
        isNull(interviewPanel.until),
        ne(bookings.state, 'cancelled'),
        gte(interviewSlots.startsAt, since),
        withoutConflict(personId, sql`${applications.id}`),
      ),
    )
    .orderBy(asc(interviewSlots.startsAt))
    .all();
}

/** The hearings somebody goes to, from the local day `since` on, those moved and called off too; none of a case they are tied to. */
export function hearingsOf(db: Db, personId: number, since: string) {
  return db
    .select({
      id: hearings.id,
      caseId: hearings.caseId,
      against: cases.against,
      court: hearings.court,
      courtroom: hearings.courtroom,
      type: hearings.type,
      scheduledOn: hearings.scheduledOn,
      scheduledTime: hearings.scheduledTime,
      state: hearings.state,
      stateAt: hearings.stateAt,
    })
    .from(assignments)
    .innerJoin(hearings, eq(hearings.id, assignments.hearingId))
    .innerJoin(cases, eq(cases.id, hearings.caseId))
    .where(
      and(
        eq(assignments.personId, personId),
        isNull(assignments.releasedAt),
        gte(hearings.scheduledOn, since),
        sql`not exists (select 1 from ${ties} where ${ties.caseId} = ${hearings.caseId}
          and ${ties.personId} = ${personId} and ${ties.liftedAt} is null)`,
      ),
    )
    .orderBy(asc(hearings.scheduledOn), asc(hearings.id))
    .all();
}

/** How the hearings of these cases follow from each other. */
export function linksOf(db: Db, caseIds: readonly number[]): Link[] {
  return db
    .select({ id: hearings.id, movedFromId: hearings.movedFromId, version: hearings.version })
    .from(hearings)
    .where(inArray(hearings.caseId, [...caseIds]))
    .all();
}
