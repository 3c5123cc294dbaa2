// Every SQL statement about what applicants say against decisions.
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { contests } from '../../db/schema/contests.js';
import type { Group } from '../access/actor.js';
import { keptFrom, peopleIn } from '../conflicts/queries.js';
import { releasedDecisionOf } from '../decisions/queries.js';
import { mayAnswer } from './rules.js';

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

/** True for who proposed or made a decision that is contested and not answered yet: they judge nothing there. */
export function hadPart(db: Db, personId: number, applicationId: number): boolean {
  const contest = contestOf(db, applicationId);
  if (!contest || contest.answeredAt !== null) return false;
  return !mayAnswer(personId, releasedDecisionOf(db, applicationId)?.decision);
}

/** People of these groups who had no part in the contested decision and are not kept from the file, by name. */
export function peopleWithoutPart(db: Db, applicationId: number, groups: readonly Group[]) {
  const decision = releasedDecisionOf(db, applicationId)?.decision;
  return peopleIn(db, groups).filter(
    ({ id }) => mayAnswer(id, decision) && !keptFrom(db, id).includes(applicationId),
  );
}

/** The applications of which a contest waits for its answer. */
export function openContests(db: Db): number[] {
  return db
    .select({ id: contests.applicationId })
    .from(contests)
    .where(isNull(contests.answeredAt))
    .orderBy(asc(contests.id))
    .all()
    .map(({ id }) => id);
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
