// Every SQL statement about what applicants say against decisions.
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { applications } from '../../db/schema/applications.js';
import { contests } from '../../db/schema/contests.js';
import { decisions } from '../../db/schema/decisions.js';
import type { Group } from '../access/actor.js';
import { live } from '../applications/states.js';
import { keptFrom, peopleIn } from '../conflicts/queries.js';
import { releasedDecisionOf } from '../decisions/queries.js';
import { extensionsOf } from '../outages/queries.js';
import { partIn } from './rules.js';

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

/**
 * Who proposed and who made the decision that was contested: they judge nothing of that file, not after the answer
 * either. Nobody while nothing was contested.
 */
export function peopleWithPart(db: Db, applicationId: number): number[] {
  const contest = contestOf(db, applicationId);
  return contest ? partIn(releasedDecisionOf(db, applicationId, contest.madeAt)?.decision) : [];
}

/** True for somebody of those. */
export function hadPart(db: Db, personId: number, applicationId: number): boolean {
  return peopleWithPart(db, applicationId).includes(personId);
}

/** People of these groups who had no part in the contested decision and are not kept from the file, by name. */
export function peopleWithoutPart(db: Db, applicationId: number, groups: readonly Group[]) {
  const part = peopleWithPart(db, applicationId);
  return peopleIn(db, groups).filter(
    ({ id }) => !part.includes(id) && !keptFrom(db, id).includes(applicationId),
  );
}

/** The applications that go on and of which a contest waits for its answer. */
export function openContests(db: Db): number[] {
  return db
    .select({ id: contests.applicationId })
    .from(contests)
    .innerJoin(applications, eq(applications.id, contests.applicationId))
    .where(and(isNull(contests.answeredAt), inArray(applications.state, [...live])))
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

/** Refusals by the conditions that were made known and not contested, with their applications. */
export function uncontested(db: Db) {
  return db
    .select({
      id: decisions.id,
      applicationId: applications.id,
      callId: applications.callId,
      releasedAt: sql<number>`${decisions.releasedAt}`,
    })
    .from(applications)
    .innerJoin(decisions, eq(decisions.applicationId, applications.id))
    .where(
      and(
        eq(applications.state, 'ineligible'),
        isNull(applications.anonymisedAt),
        sql`${decisions.id} = (select max(later.id) from ${decisions} later
          where later.application_id = ${applications.id} and later.state = 'released')`,
        sql`not exists (select 1 from ${contests} where ${contests.applicationId} = ${applications.id})`,
      ),
    )
    .orderBy(asc(decisions.id))
    .all();
}

/** Until when a decision may be contested after the outages of its days; 0 where none moved that. */
export function movedTo(db: Db, decisionId: number): number {
  return extensionsOf(db, 'contest', decisionId).at(-1)?.afterAt ?? 0;
}

/** Erases the words. */
export function eraseContest(db: Db, applicationId: number): void {
  db.update(contests).set({ sealedWords: null }).where(eq(contests.applicationId, applicationId)).run();
}
