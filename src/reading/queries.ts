// Every SQL statement about who reads what.
import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { conflicts, withoutConflict } from '../../db/schema/conflicts.js';
import { people } from '../../db/schema/people.js';
import { readings } from '../../db/schema/reading.js';
import { scores } from '../../db/schema/scores.js';

export type Reading = typeof readings.$inferSelect;

/** The files of a call that are being reviewed, without those `reader` is in conflict with. */
export function filesInReview(db: Db, reader: number, callId: number) {
  return db
    .select({ id: applications.id, reference: applications.reference })
    .from(applications)
    .where(
      and(
        eq(applications.callId, callId),
        eq(applications.state, 'in_review'),
        withoutConflict(reader, sql`${applications.id}`),
      ),
    )
    .orderBy(asc(applications.id))
    .all();
}

/** Who reads the files of a call now, whether their card is in, and whether a conflict has taken the file from them. */
export function readersOf(db: Db, callId: number) {
  return db
    .select({
      id: readings.id,
      applicationId: readings.applicationId,
      personId: readings.personId,
      name: people.name,
      role: readings.role,
      submittedAt: scores.submittedAt,
      begun: sql<number>`${scores.readingId} is not null`,
      isFree: sql<number>`${withoutConflict(sql`${readings.personId}`, sql`${readings.applicationId}`)}`,
    })
    .from(readings)
    .innerJoin(applications, eq(applications.id, readings.applicationId))
    .innerJoin(people, eq(people.id, readings.personId))
    .leftJoin(scores, eq(scores.readingId, readings.id))
    .where(and(eq(applications.callId, callId), isNull(readings.removedAt)))
    .orderBy(asc(readings.id))
    .all();
}

/** Who may not read which file of a call: whoever is too close, and whoever wrote it. */
export function barredOf(db: Db, callId: number) {
  const close = db
    .select({ applicationId: conflicts.applicationId, personId: conflicts.personId })
    .from(conflicts)
    .innerJoin(applications, eq(applications.id, conflicts.applicationId))
    .where(and(eq(applications.callId, callId), ne(conflicts.kind, 'none'), isNull(conflicts.supersededAt)));
  const own = db
    .select({ applicationId: applications.id, personId: applications.personId })
    .from(applications)
    .where(eq(applications.callId, callId));
  return [...close.all(), ...own.all()];
}

const theirs = (personId: number) =>
  and(
    eq(readings.personId, personId),
    isNull(readings.removedAt),
    inArray(applications.state, ['in_review', 'shortlisted']),
    withoutConflict(personId, sql`${applications.id}`),
  );

/** What a person is to read, oldest first: nothing that tells whose it is. */
export function readingsOf(db: Db, personId: number) {
  return db
    .select({
      id: readings.id,
      applicationId: readings.applicationId,
      callId: applications.callId,
      submittedAt: scores.submittedAt,
      begun: sql<number>`${scores.readingId} is not null`,
      reopenedAt: scores.reopenedAt,
    })
    .from(readings)
    .innerJoin(applications, eq(applications.id, readings.applicationId))
    .leftJoin(scores, eq(scores.readingId, readings.id))
    .where(theirs(personId))
    .orderBy(asc(readings.id))
    .all();
}

/** One reading, if it is this person's and nothing keeps them from the file. */
export function readingFor(db: Db, personId: number, id: number) {
  return db
    .select({ reading: readings, application: applications })
    .from(readings)
    .innerJoin(applications, eq(applications.id, readings.applicationId))
    .where(and(eq(readings.id, id), theirs(personId)))
    .get();
}

/** One reading, whoever's. */
export function readingById(db: Db, id: number): Reading | undefined {
  return db.select().from(readings).where(eq(readings.id, id)).get();
}

/** Stores a reading; answers with its id. */
export function insertReading(db: Db, reading: typeof readings.$inferInsert): number {
  return db.insert(readings).values(reading).returning({ id: readings.id }).get().id;
}

/** Ends a reading; what was marked in it stays where it is. */
export function removeReading(db: Db, applicationId: number, personId: number, now: number): void {
  db.update(readings)
    .set({ removedAt: now })
    .where(
      and(
        eq(readings.applicationId, applicationId),
        eq(readings.personId, personId),
        isNull(readings.removedAt),
      ),
    )
    .run();
}

/** Removes every reading of these applications. */
export function deleteReadings(db: Db, applicationIds: readonly number[]): void {
  db.delete(readings)
    .where(inArray(readings.applicationId, [...applicationIds]))
    .run();
}
