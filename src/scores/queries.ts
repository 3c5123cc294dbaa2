// Every SQL statement about cards, their lock, what was changed after it, and written discussions.
import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { applications } from '../../db/schema/applications.js';
import { withoutConflict } from '../../db/schema/conflicts.js';
import { people } from '../../db/schema/people.js';
import { readings } from '../../db/schema/reading.js';
import { redactions } from '../../db/schema/redactions.js';
import { discussions, scoreChanges, scoreLocks, scores } from '../../db/schema/scores.js';

export type Score = typeof scores.$inferSelect;
export type Lock = typeof scoreLocks.$inferSelect;

/** The card of a reading, if it was begun. */
export function scoreOf(db: Db, readingId: number): Score | undefined {
  return db.select().from(scores).where(eq(scores.readingId, readingId)).get();
}

/** Stores a card if it is still at `version` (0: not begun); false when it was saved elsewhere meanwhile. */
export function saveScore(
  db: Db,
  version: number,
  card: Omit<typeof scores.$inferInsert, 'version'> & { readingId: number },
): boolean {
  if (version === 0) {
    const row = { ...card, version: 1 };
    return db.insert(scores).values(row).onConflictDoNothing().run().changes === 1;
  }
  const { readingId, ...change } = card;
  return (
    db
      .update(scores)
      .set({ ...change, version: version + 1 })
      .where(and(eq(scores.readingId, readingId), eq(scores.version, version)))
      .run().changes === 1
  );
}

/** Opens a card again after the lock; false when it was never in. */
export function reopenScore(db: Db, readingId: number, now: number): boolean {
  return (
    db
      .update(scores)
      .set({ reopenedAt: now, version: sql`${scores.version} + 1` })
      .where(and(eq(scores.readingId, readingId), isNotNull(scores.submittedAt)))
      .run().changes === 1
  );
}

const cardsStatement = prepared((db) =>
  db
    .select({
      readingId: readings.id,
      applicationId: readings.applicationId,
      personId: readings.personId,
      role: readings.role,
      marks: scores.marks,
      recommendation: scores.recommendation,
      submittedAt: scores.submittedAt,
      reopenedAt: scores.reopenedAt,
      sealedComment: scores.sealedComment,
    })
    .from(readings)
    .innerJoin(applications, eq(applications.id, readings.applicationId))
    .innerJoin(scores, eq(scores.readingId, readings.id))
    .where(
      and(
        eq(applications.callId, sql.placeholder('callId')),
        isNull(readings.removedAt),
        isNotNull(scores.submittedAt),
        withoutConflict(sql`${readings.personId}`, sql`${readings.applicationId}`),
      ),
    )
    .orderBy(asc(readings.id))
    .prepare(),
);

/** The cards of a call that are in and count: not those of somebody who fell out, or is in conflict with the file. */
export function cardsOf(db: Db, callId: number) {
  return cardsStatement(db).all({ callId });
}

/** The files of a call from review on, with what stands in the way of reading them; not those `reader` is kept from. */
export function filesOf(db: Db, reader: number, callId: number) {
  return db
    .select({
      id: applications.id,
      reference: applications.reference,
      state: applications.state,
      name: people.name,
      hasLetter: sql<number>`exists (select 1 from ${redactions} where ${redactions.applicationId} = ${applications.id})`,
      hasNote: sql<number>`exists (select 1 from ${discussions} where ${discussions.applicationId} = ${applications.id})`,
    })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .where(
      and(
        eq(applications.callId, callId),
        inArray(applications.state, ['in_review', 'shortlisted']),
        withoutConflict(reader, sql`${applications.id}`),
      ),
    )
    .orderBy(asc(applications.id))
    .all();
}

/** When the marks of a call were locked, and the names revealed. */
export function lockOf(db: Db, callId: number): Lock | undefined {
  return db.select().from(scoreLocks).where(eq(scoreLocks.callId, callId)).get();
}

/** Locks the marks of a call; false when they are locked. */
export function insertLock(db: Db, lock: typeof scoreLocks.$inferInsert): boolean {
  return db.insert(scoreLocks).values(lock).onConflictDoNothing().run().changes === 1;
}

/** Notes that the names of a call are known; false when they are, or nothing is locked. */
export function reveal(db: Db, callId: number, by: number, now: number): boolean {
  return (
    db
      .update(scoreLocks)
      .set({ revealedAt: now, revealedBy: by })
      .where(and(eq(scoreLocks.callId, callId), isNull(scoreLocks.revealedAt)))
      .run().changes === 1
  );
}

/** Keeps what a card said before it was changed after the lock. */
export function insertChange(db: Db, change: typeof scoreChanges.$inferInsert): void {
  db.insert(scoreChanges).values(change).run();
}

/** Every change after the lock of a call, oldest first; not of files `reader` is kept from. */
export function changesOf(db: Db, reader: number, callId: number) {
  return db
    .select({
      readingId: scoreChanges.readingId,
      applicationId: readings.applicationId,
      reference: applications.reference,
      reader: people.name,
      before: scoreChanges.before,
      after: scoreChanges.after,
      recommendationBefore: scoreChanges.recommendationBefore,
      recommendationAfter: scoreChanges.recommendationAfter,
      afterReveal: scoreChanges.afterReveal,
      at: scoreChanges.at,
    })
    .from(scoreChanges)
    .innerJoin(readings, eq(readings.id, scoreChanges.readingId))
    .innerJoin(applications, eq(applications.id, readings.applicationId))
    .innerJoin(people, eq(people.id, readings.personId))
    .where(and(eq(applications.callId, callId), withoutConflict(reader, sql`${applications.id}`)))
    .orderBy(asc(scoreChanges.id))
    .all();
}

/** What two readers who did not agree said to each other. */
export function discussionOf(db: Db, applicationId: number) {
  return db.select().from(discussions).where(eq(discussions.applicationId, applicationId)).get();
}

/** Every discussion of a call that was written down, by the application. */
export function discussionsIn(db: Db, callId: number) {
  return db
    .select({ applicationId: discussions.applicationId, sealedNote: discussions.sealedNote })
    .from(discussions)
    .innerJoin(applications, eq(applications.id, discussions.applicationId))
    .where(eq(applications.callId, callId))
    .orderBy(asc(discussions.applicationId))
    .all();
}

/** Writes a discussion down, in the place of an earlier note. */
export function saveDiscussion(db: Db, note: typeof discussions.$inferInsert): void {
  const { applicationId: _same, ...change } = note;
  db.insert(discussions)
    .values(note)
    .onConflictDoUpdate({ target: discussions.applicationId, set: change })
    .run();
}

/** Cards of one application that are in, oldest first, whoever wrote them. */
export function cardsAbout(db: Db, applicationId: number) {
  return db
    .select({ readingId: readings.id, personId: readings.personId, score: scores })
    .from(readings)
    .innerJoin(scores, eq(scores.readingId, readings.id))
    .where(and(eq(readings.applicationId, applicationId), isNotNull(scores.submittedAt)))
    .orderBy(asc(readings.id))
    .all();
}

/** Cards a person wrote, oldest first. */
export function cardsBy(db: Db, personId: number) {
  return db
    .select({ score: scores })
    .from(readings)
    .innerJoin(scores, eq(scores.readingId, readings.id))
    .where(eq(readings.personId, personId))
    .orderBy(asc(readings.id))
    .all()
    .map(({ score }) => score);
}

/** Removes every card of these applications, what was changed in them, and the notes. */
export function deleteScores(db: Db, applicationIds: readonly number[]): void {
  const about = inArray(readings.applicationId, [...applicationIds]);
  const theirs = db.select({ id: readings.id }).from(readings).where(about);
  db.delete(scoreChanges).where(inArray(scoreChanges.readingId, theirs)).run();
  db.delete(scores).where(inArray(scores.readingId, theirs)).run();
  db.delete(discussions)
    .where(inArray(discussions.applicationId, [...applicationIds]))
    .run();
}
