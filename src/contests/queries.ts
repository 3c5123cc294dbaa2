// Every SQL statement about what applicants say against decisions.
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { contests } from '../../db/schema/contests.js';

export type Contest = typeof contests.$inferSelect;

/** Stores what was said; answers with its id. */
export function insertContest(db: Db, contest: typeof contests.$inferInsert): number {
  return db.insert(contests).values(contest).returning({ id: contests.id }).get().id;
}

const contestStatement = prepared((db) =>
  db
    .select()
    .from(contests)
    .where(eq(contests.applicationId, sql.placeholder('applicationId')))
    .prepare(),
);

/** What the applicant said against the decision about an application, if they did. */
export function contestOf(db: Db, applicationId: number): Contest | undefined {
  return contestStatement(db).get({ applicationId });
}

/** Notes what came of it; false when that was noted before. */
export function answerContest(
  db: Db,
  applicationId: number,
  answer: Pick<Contest, 'outcome' | 'answeredBy' | 'answeredAt'>,
): boolean {
  const open = and(eq(contests.applicationId, applicationId), isNull(contests.answeredAt));
  return db.update(contests).set(answer).where(open).run().changes === 1;
}

/** Makes it wait for an answer again. */
export function reopenContest(db: Db, applicationId: number): void {
  db.update(contests)
    .set({ outcome: null, answeredBy: null, answeredAt: null })
    .where(eq(contests.applicationId, applicationId))
    .run();
}

/** Erases the words. */
export function eraseContest(db: Db, applicationId: number): void {
  db.update(contests).set({ sealedWords: null }).where(eq(contests.applicationId, applicationId)).run();
}
