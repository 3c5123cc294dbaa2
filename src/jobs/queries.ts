// Every SQL statement of the jobs: their leases, and the questions of the invariants. They read any table.
import { and, eq, isNull, lte, ne, notExists, notInArray, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { answers } from '../../db/schema/answers.js';
import { applicationCounts, applications } from '../../db/schema/applications.js';
import { bookings } from '../../db/schema/bookings.js';
import { calls } from '../../db/schema/calls.js';
import { applicationDocuments } from '../../db/schema/documents.js';
import { traces } from '../../db/schema/eligibility.js';
import { leases } from '../../db/schema/jobs.js';

/** What is known of a job's runs. */
export function leaseOf(db: Db, name: string) {
  return db.select().from(leases).where(eq(leases.name, name)).get();
}

/**
 * Takes the lease when nobody holds it and nobody has run the job since it was `seen`: one statement, so that of
 * two processes one gets it. Answers whether it was this one.
 */
export function takeLease(
  db: Db,
  lease: { name: string; holder: string; now: number; until: number; seen: number | null },
): boolean {
  const { name, holder, now, until, seen } = lease;
  const row = { holder, until, lastStartedAt: now };
  const free = and(lte(leases.until, now), sql`${leases.lastStartedAt} is ${seen}`);
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

/** Applications whose state says that a time was booked, and that have none; not where somebody is to decide. */
export function bookedWithoutBooking(db: Db) {
  const held = sql`exists (select 1 from ${bookings} where ${bookings.applicationId} = ${applications.id} and ${bookings.state} in ('confirmed', 'no_show'))`;
  return db
    .select({ id: applications.id, reference: applications.reference })
    .from(applications)
    .where(and(eq(applications.state, 'booked'), sql`not ${held}`))
    .all();
}
