// Every SQL statement about the cards of interviews.
import { and, asc, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { bookings } from '../../db/schema/bookings.js';
import { withoutConflict } from '../../db/schema/conflicts.js';
import { interviewCards, interviewLocks } from '../../db/schema/interview-cards.js';
import { interviewPanel, interviewSlots } from '../../db/schema/interviews.js';
import { people } from '../../db/schema/people.js';

/** The cards of an interview, with who filed each, in the order they came. */
export function cardsOf(db: Db, bookingId: number) {
  return db
    .select({
      personId: interviewCards.personId,
      name: people.name,
      sealed: interviewCards.sealed,
      filedAt: interviewCards.filedAt,
    })
    .from(interviewCards)
    .innerJoin(people, eq(people.id, interviewCards.personId))
    .where(eq(interviewCards.bookingId, bookingId))
    .orderBy(asc(interviewCards.id))
    .all();
}

/** The cards of all interviews of a call that were held and whose cards are locked; not of whoever is in conflict. */
export function lockedCardsOf(db: Db, callId: number) {
  return db
    .select({
      applicationId: bookings.applicationId,
      bookingId: interviewCards.bookingId,
      personId: interviewCards.personId,
      sealed: interviewCards.sealed,
      filedAt: interviewCards.filedAt,
    })
    .from(interviewCards)
    .innerJoin(interviewLocks, eq(interviewLocks.bookingId, interviewCards.bookingId))
    .innerJoin(bookings, eq(bookings.id, interviewCards.bookingId))
    .innerJoin(applications, eq(applications.id, bookings.applicationId))
    .where(
      and(
        eq(applications.callId, callId),
        eq(bookings.state, 'held'),
        withoutConflict(sql`${interviewCards.personId}`, sql`${bookings.applicationId}`),
      ),
    )
    .orderBy(asc(interviewCards.id))
    .all();
}

/** Stores somebody's card, in the place of the one they filed before. */
export function putCard(db: Db, card: typeof interviewCards.$inferInsert): void {
  db.insert(interviewCards)
    .values(card)
    .onConflictDoUpdate({
      target: [interviewCards.bookingId, interviewCards.personId],
      set: { sealed: card.sealed, filedAt: card.filedAt },
    })
    .run();
}

/** The lock of an interview's cards, if they are locked. */
export function lockOf(db: Db, bookingId: number) {
  return db.select().from(interviewLocks).where(eq(interviewLocks.bookingId, bookingId)).get();
}

/** Locks the cards; false when they were. */
export function insertLock(db: Db, lock: typeof interviewLocks.$inferInsert): boolean {
  return db.insert(interviewLocks).values(lock).onConflictDoNothing().run().changes === 1;
}

/** Opens the cards again; false when they were not locked. */
export function deleteLock(db: Db, bookingId: number): boolean {
  return db.delete(interviewLocks).where(eq(interviewLocks.bookingId, bookingId)).run().changes === 1;
}

/** Removes everything that was thought of the interviews of an application. */
export function deleteCards(db: Db, applicationId: number): void {
  const mine = db.select({ id: bookings.id }).from(bookings).where(eq(bookings.applicationId, applicationId));
  db.delete(interviewCards).where(inArray(interviewCards.bookingId, mine)).run();
}

/** Panel members who have not filed a card of an interview that was held and ended before `before`, unless it is locked. */
export function missingCards(db: Db, before: number) {
  const filed = sql`exists (select 1 from ${interviewCards} where ${interviewCards.bookingId} = ${bookings.id} and ${interviewCards.personId} = ${people.id})`;
  const locked = sql`exists (select 1 from ${interviewLocks} where ${interviewLocks.bookingId} = ${bookings.id})`;
  return db
    .select({
      bookingId: bookings.id,
      assumed: bookings.assumed,
      reference: applications.reference,
      startsAt: interviewSlots.startsAt,
      endsAt: interviewSlots.endsAt,
      personId: people.id,
      email: people.email,
      language: people.language,
    })
    .from(bookings)
    .innerJoin(interviewSlots, eq(interviewSlots.id, bookings.slotId))
    .innerJoin(applications, eq(applications.id, bookings.applicationId))
    .innerJoin(
      interviewPanel,
      and(eq(interviewPanel.sessionId, interviewSlots.sessionId), isNull(interviewPanel.until)),
    )
    .innerJoin(people, eq(people.id, interviewPanel.personId))
    .where(
      and(
        eq(bookings.state, 'held'),
        eq(applications.state, 'interviewed'),
        lt(interviewSlots.endsAt, before),
        sql`not ${filed}`,
        withoutConflict(sql`${people.id}`, sql`${applications.id}`),
        sql`not ${locked}`,
      ),
    )
    .orderBy(asc(bookings.id), asc(people.id))
    .all();
}
