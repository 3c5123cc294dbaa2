// Every SQL statement of the jobs: their leases, and the questions of the invariants. They read any table.
import { and, eq, gt, isNull, lte, ne, notExists, notInArray, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { answers } from '../../db/schema/answers.js';
import { applicationCounts, applications } from '../../db/schema/applications.js';
import { bookings } from '../../db/schema/bookings.js';
import { calls } from '../../db/schema/calls.js';
import { withoutConflict } from '../../db/schema/conflicts.js';
import { decisions } from '../../db/schema/decisions.js';
import { applicationDocuments } from '../../db/schema/documents.js';
import { traces } from '../../db/schema/eligibility.js';
import { interviewCards } from '../../db/schema/interview-cards.js';
import { leases } from '../../db/schema/jobs.js';
import { letters } from '../../db/schema/mail.js';
import { people } from '../../db/schema/people.js';
import { placements } from '../../db/schema/placements.js';
import { readings } from '../../db/schema/reading.js';
import { scores } from '../../db/schema/scores.js';

/** What is known of a job's runs. */
export function leaseOf(db: Db, name: string) {
  return db.select().from(leases).where(eq(leases.name, name)).get();
}

/**
 * Takes the lease when nobody holds it and nobody has run the job since it was `seen`: one statement, so that of
 * two processes one gets it. One that ends later than it could was taken by a clock that ran ahead, and is nobody's.
 * Answers whether it was this one.
 */
export function takeLease(
  db: Db,
  lease: { name: string; holder: string; now: number; until: number; seen: number | null },
): boolean {
  const { name, holder, now, until, seen } = lease;
  const row = { holder, until, lastStartedAt: now };
  const isOver = or(lte(leases.until, now), gt(leases.until, until));
  const free = and(isOver, sql`${leases.lastStartedAt} is ${seen}`);
  const taken = db
    .insert(leases)
    .values({ name, ...row })
    .onConflictDoUpdate({ target: leases.name, set: row, ...(free ? { setWhere: free } : {}) })
    .run();
  return taken.changes === 1;
}

/** Keeps a lease that is held; false when it was lost. */
export function renewLease(db: Db, name: string, holder: string, until: number): boolean {
  return db.update(leases).set({ until }).where(held(name, holder)).run().changes === 1;
}

/** Gives the lease back and notes how the run ended. */
export function returnLease(db: Db, name: string, holder: string, now: number, outcome: string): void {
  db.update(leases)
    .set({ until: now, lastFinishedAt: now, lastOutcome: outcome })
    .where(held(name, holder))
    .run();
}

function held(name: string, holder: string) {
  return and(eq(leases.name, name), eq(leases.holder, holder));
}

/** States in which nothing was ever handed in, or it was taken back. */
const NOT_IN = ['draft', 'not_submitted', 'withdrawn'] as const;
const handedIn = and(notInArray(applications.state, [...NOT_IN]), isNull(applications.anonymisedAt));

/** Applications that were handed in and never assessed. */
export function applicationsWithoutTrace(db: Db) {
  const trace = db.select({ id: traces.id }).from(traces).where(eq(traces.applicationId, applications.id));
  return db
    .select({ id: applications.id, reference: applications.reference })
    .from(applications)
    .where(and(handedIn, notExists(trace)))
    .all();
}

/** Applications that lack a document their call requires, with how many; a letter may be typed instead of sent. */
export function applicationsWithoutDocuments(db: Db) {
  const missing = sql<number>`(
    select count(*) from json_each(${calls.requiredDocuments}) required
    where not exists (
      select 1 from ${applicationDocuments}
      where ${applicationDocuments.applicationId} = ${applications.id}
        and ${applicationDocuments.removedAt} is null and ${applicationDocuments.slot} = required.value
    ) and not (required.value = 'motivation_letter' and exists (
      select 1 from ${answers} where ${answers.applicationId} = ${applications.id} and ${answers.section} = 'letter'
        and trim(coalesce(json_extract(${answers.body}, '$.letter'), '')) <> ''
    )))`;
  return db
    .select({ id: applications.id, reference: applications.reference, missing })
    .from(applications)
    .innerJoin(calls, eq(calls.id, applications.callId))
    .where(and(handedIn, sql`${missing} > 0`))
    .all();
}

/** Calls whose counters are not what counting gives. */
export function callsWithWrongCounts(db: Db): number[] {
  const counted = sql`(select count(*) from ${applications}
    where ${applications.callId} = ${applicationCounts.callId} and ${applications.state} = ${applicationCounts.state})`;
  const wrong = db
    .selectDistinct({ id: applicationCounts.callId })
    .from(applicationCounts)
    .where(ne(applicationCounts.count, counted))
    .all();
  const kept = db
    .select({ state: applicationCounts.state })
    .from(applicationCounts)
    .where(
      and(eq(applicationCounts.callId, applications.callId), eq(applicationCounts.state, applications.state)),
    );
  const uncounted = db
    .selectDistinct({ id: applications.callId })
    .from(applications)
    .where(notExists(kept))
    .all();
  return [...new Set([...wrong, ...uncounted].map((row) => row.id))];
}

/** Applications for which this holds, unless their person was erased. */
function applicationsWhere(db: Db, condition: SQL) {
  return db
    .select({ id: applications.id, reference: applications.reference })
    .from(applications)
    .where(and(isNull(applications.anonymisedAt), condition))
    .orderBy(applications.id)
    .all();
}

/** Applications whose state says that a time was booked, and that have none; not where somebody is to decide. */
export function bookedWithoutBooking(db: Db) {
  const held = sql`exists (select 1 from ${bookings} where ${bookings.applicationId} = ${applications.id} and ${bookings.state} in ('confirmed', 'no_show'))`;
  return applicationsWhere(db, sql`${applications.state} = 'booked' and not ${held}`);
}

/** Applications that have a time and say in their state that they have none. */
export function bookingOfUnbooked(db: Db) {
  const confirmed = sql`exists (select 1 from ${bookings} where ${bookings.applicationId} = ${applications.id} and ${bookings.state} = 'confirmed')`;
  return applicationsWhere(db, sql`${applications.state} <> 'booked' and ${confirmed}`);
}

/** Applications that were interviewed without an interview that was held. */
export function interviewedWithoutInterview(db: Db) {
  const held = sql`exists (select 1 from ${bookings} where ${bookings.applicationId} = ${applications.id} and ${bookings.state} = 'held')`;
  return applicationsWhere(db, sql`${applications.state} = 'interviewed' and not ${held}`);
}

/** Applications on a shortlist with fewer cards that count than their call asks for. */
export function shortlistedWithoutScores(db: Db) {
  const counted = sql`(select count(*) from ${scores} join ${readings} on ${readings.id} = ${scores.readingId}
    where ${readings.applicationId} = ${applications.id} and ${readings.removedAt} is null
    and ${scores.submittedAt} is not null and ${withoutConflict(sql`${readings.personId}`, sql`${applications.id}`)})`;
  const wanted = sql`(select json_extract(${calls.settings}, '$.reviewersPerFile') from ${calls} where ${calls.id} = ${applications.callId})`;
  return applicationsWhere(db, sql`${applications.state} = 'shortlisted' and ${counted} < ${wanted}`);
}

/** Applications with a card, of their letter or their interview, by somebody who has a conflict of interest. */
export function scoredInConflict(db: Db) {
  const ofLetter = sql`exists (select 1 from ${scores} join ${readings} on ${readings.id} = ${scores.readingId}
    where ${readings.applicationId} = ${applications.id} and ${readings.removedAt} is null
    and ${scores.submittedAt} is not null and not ${withoutConflict(sql`${readings.personId}`, sql`${applications.id}`)})`;
  const ofInterview = sql`exists (select 1 from ${interviewCards} join ${bookings} on ${bookings.id} = ${interviewCards.bookingId}
    where ${bookings.applicationId} = ${applications.id}
    and not ${withoutConflict(sql`${interviewCards.personId}`, sql`${applications.id}`)})`;
  return applicationsWhere(db, sql`(${ofLetter} or ${ofInterview})`);
}

/** Applications that stand beside another live one of the same person for the same call. */
export function twiceLive(db: Db) {
  const over = sql`('withdrawn', 'not_submitted')`;
  const other = sql`exists (select 1 from applications other where other.call_id = ${applications.callId}
    and other.person_id = ${applications.personId} and other.id <> ${applications.id} and other.state not in ${over})`;
  return applicationsWhere(db, sql`${applications.state} not in ${over} and ${other}`);
}

/** Applications with a decision that waits though they went another way, or that wait for a decision nobody prepared. */
export function decidedInVain(db: Db) {
  const waits = sql`exists (select 1 from ${decisions} where ${decisions.applicationId} = ${applications.id} and ${decisions.state} = 'pending'`;
  const astray = sql`${waits} and ${decisions.to} is not ${applications.pendingTo})`;
  const missing = sql`(${applications.pendingTo} is not null and not ${waits}))`;
  return applicationsWhere(db, sql`(${astray} or ${missing})`);
}

/** Applications with a released decision that owes a letter, where none was ever written or it was thrown away. */
export function releasedWithoutLetter(db: Db) {
  const dropped = sql`exists (select 1 from ${letters} where ${letters.id} = ${decisions.letterId} and ${letters.state} = 'dropped'
    and not exists (select 1 from letters again where again.replaces_id = ${letters.id}))`;
  const owed = sql`exists (select 1 from ${decisions} where ${decisions.applicationId} = ${applications.id}
    and ${decisions.state} = 'released' and ${decisions.event} in ('offer', 'offer_after_all', 'waitlist', 'screen_out')
    and (${decisions.letterId} is null or ${dropped}))`;
  const reachable = sql`exists (select 1 from ${people} where ${people.id} = ${applications.personId} and ${people.email} is not null)`;
  return applicationsWhere(db, sql`${owed} and ${reachable}`);
}

/** Internships whose application was not accepted, or not any more. */
export function placementsWithoutAcceptance(db: Db) {
  return db
    .select({ id: placements.id, reference: applications.reference })
    .from(placements)
    .innerJoin(applications, eq(applications.id, placements.applicationId))
    .where(ne(applications.state, 'accepted'))
    .all();
}

/** Calls with more open offers and acceptances than places; an internship that ended early gives its place back. */
export function callsOverPlaces(db: Db) {
  const free = sql`exists (select 1 from ${placements} where ${placements.applicationId} = ${applications.id} and ${placements.state} = 'ended_early')`;
  const taken = sql<number>`(select count(*) from ${applications} where ${applications.callId} = ${calls.id}
    and ${applications.state} in ('offered', 'accepted') and not ${free})`;
  return db
    .select({ id: calls.id, places: sql<number>`${calls.places}`, taken })
    .from(calls)
    .where(sql`${calls.places} is not null and ${taken} > ${calls.places}`)
    .all();
}

/** How many letters a sender took up and nobody has ended since `before`, or were due then and nobody took up. */
export function countStuck(db: Db, before: number): number {
  const stuck = sql`(${letters.state} = 'sending' and coalesce(${letters.leaseUntil}, 0) < ${before})
    or (${letters.state} = 'queued' and ${letters.nextAttemptAt} < ${before})`;
  return db.select({ count: sql<number>`count(*)` }).from(letters).where(stuck).get()?.count ?? 0;
}
