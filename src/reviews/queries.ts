// Every SQL statement about reviews and comments.
import { and, asc, desc, eq, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { cases } from '../../db/schema/cases.js';
import { reportVersions } from '../../db/schema/filings.js';
import { hearings } from '../../db/schema/hearings.js';
import { people } from '../../db/schema/people.js';
import { reportSections, reports } from '../../db/schema/reports.js';
import { reportComments, reportReviews } from '../../db/schema/reviews.js';
import { assignments } from '../../db/schema/rota.js';
import { ties } from '../../db/schema/ties.js';
import type { State } from '../reports/states.js';

export type Comment = typeof reportComments.$inferSelect;

/** What was filed at least once, of a case its reader has no tie to. */
const isReadable = (personId: number) =>
  and(
    sql`${reports.filedAt} is not null`,
    sql`not exists (select 1 from ${ties} where ${ties.caseId} = ${hearings.caseId}
      and ${ties.personId} = ${personId} and ${ties.liftedAt} is null)`,
  );

/** True when this reader may read the report in review; every other does not exist. */
export function isVisibleTo(db: Db, personId: number, id: number): boolean {
  const found = db
    .select({ id: reports.id })
    .from(reports)
    .innerJoin(hearings, eq(hearings.id, reports.hearingId))
    .where(and(eq(reports.id, id), isReadable(personId)))
    .get();
  return found !== undefined;
}

/** True when somebody had a hand in a report: began it, saved or filed some of it, or goes to its hearing. */
export function wroteIn(db: Db, personId: number, id: number): boolean {
  const has = (part: SQL) => sql`exists (${part})`;
  const saved = has(
    sql`select 1 from ${reportSections} where ${reportSections.reportId} = ${id} and ${reportSections.savedBy} = ${personId}`,
  );
  const filed = has(
    sql`select 1 from ${reportVersions} where ${reportVersions.reportId} = ${id} and ${reportVersions.filedBy} = ${personId}`,
  );
  const goes = has(sql`select 1 from ${assignments} where ${assignments.hearingId} = ${reports.hearingId}
    and ${assignments.personId} = ${personId} and ${assignments.releasedAt} is null`);
  return (
    db
      .select({ id: reports.id })
      .from(reports)
      .where(
        and(eq(reports.id, id), sql`(${reports.authorId} = ${personId} or ${saved} or ${filed} or ${goes})`),
      )
      .get() !== undefined
  );
}

const first = sql<number>`(select min(v.filed_at) from report_versions v where v.report_id = "reports"."id")`;
const rounds = sql<number>`(select count(*) from report_versions v where v.report_id = "reports"."id")`;
const warned = sql<number>`coalesce((select json_array_length(v.warnings) from report_versions v
  where v.report_id = "reports"."id" order by v.number desc limit 1), 0)`;

const rows = (db: Db) =>
  db
    .select({
      id: reports.id,
      state: reports.state,
      stateAt: reports.stateAt,
      filedAt: reports.filedAt,
      outcome: reports.outcome,
      against: cases.against,
      scheduledOn: hearings.scheduledOn,
      scheduledTime: hearings.scheduledTime,
      author: people.name,
      first,
      rounds,
      warned,
    })
    .from(reports)
    .innerJoin(hearings, eq(hearings.id, reports.hearingId))
    .innerJoin(cases, eq(cases.id, hearings.caseId))
    .innerJoin(people, eq(people.id, reports.authorId));

export type Row = ReturnType<ReturnType<typeof rows>['all']>[number];

/** Reports in these states that a reader may read, the one filed first in front; at most `limit`. */
export function reportsIn(db: Db, personId: number, states: readonly State[], limit: number): Row[] {
  return rows(db)
    .where(and(inArray(reports.state, [...states]), isReadable(personId)))
    .orderBy(asc(reports.filedAt), asc(reports.id))
    .limit(limit)
    .all();
}

/** The reports approved last that a reader may read. */
export function approvedLast(db: Db, personId: number, limit: number): Row[] {
  return rows(db)
    .where(and(eq(reports.state, 'approved'), isReadable(personId)))
    .orderBy(desc(reports.stateAt), desc(reports.id))
    .limit(limit)
    .all();
}

/** Reports that have waited for a decision since before `instant`. */
export function waitingSince(db: Db, instant: number) {
  return db
    .select({ id: reports.id, stateAt: reports.stateAt })
    .from(reports)
    .where(and(inArray(reports.state, ['filed', 'awaiting_second']), lt(reports.stateAt, instant)))
    .orderBy(asc(reports.stateAt), asc(reports.id))
    .all();
}

/** Every decision on a report with who made it, oldest first. */
export function reviewsOf(db: Db, reportId: number) {
  return db
    .select({ review: reportReviews, by: people.name })
    .from(reportReviews)
    .innerJoin(people, eq(people.id, reportReviews.reviewerId))
    .where(eq(reportReviews.reportId, reportId))
    .orderBy(asc(reportReviews.id))
    .all();
}

/** Who approved a filing first. */
export function firstApprover(db: Db, reportId: number, number: number): number | undefined {
  return db
    .select({ personId: reportReviews.reviewerId })
    .from(reportReviews)
    .where(
      and(
        eq(reportReviews.reportId, reportId),
        eq(reportReviews.number, number),
        eq(reportReviews.event, 'approve_first'),
      ),
    )
    .orderBy(desc(reportReviews.id))
    .limit(1)
    .get()?.personId;
}

/** Stores a decision. */
export function insertReview(db: Db, row: typeof reportReviews.$inferInsert): void {
  db.insert(reportReviews).values(row).run();
}

/** All comments on a report with who wrote each, oldest first. */
export function commentsOf(db: Db, reportId: number) {
  return db
    .select({ comment: reportComments, by: people.name })
    .from(reportComments)
    .innerJoin(people, eq(people.id, reportComments.reviewerId))
    .where(eq(reportComments.reportId, reportId))
    .orderBy(asc(reportComments.id))
    .all();
}

/** Stores a comment. */
export function insertComment(db: Db, row: typeof reportComments.$inferInsert): void {
  db.insert(reportComments).values(row).run();
}

/** Takes away a comment that nobody has seen yet; false when there is none such of this reviewer. */
export function deleteComment(
  db: Db,
  { id, reportId, reviewerId }: Pick<Comment, 'id' | 'reportId' | 'reviewerId'>,
): boolean {
  return (
    db
      .delete(reportComments)
      .where(
        and(
          eq(reportComments.id, id),
          eq(reportComments.reportId, reportId),
          eq(reportComments.reviewerId, reviewerId),
          isNull(reportComments.publishedAt),
        ),
      )
      .run().changes === 1
  );
}

/** Lets whoever wrote the report see what was said about it. */
export function publishComments(db: Db, reportId: number, at: number): void {
  db.update(reportComments)
    .set({ publishedAt: at })
    .where(and(eq(reportComments.reportId, reportId), isNull(reportComments.publishedAt)))
    .run();
}

/** Erases every word of review of a report; who decided what and when stays. */
export function eraseWords(db: Db, reportId: number): void {
  db.delete(reportComments).where(eq(reportComments.reportId, reportId)).run();
  db.update(reportReviews).set({ sealedNote: null }).where(eq(reportReviews.reportId, reportId)).run();
}

/** Decisions on reports that somebody began. */
export function reviewsAbout(db: Db, personId: number) {
  return db
    .select({ review: reportReviews, by: people.name })
    .from(reportReviews)
    .innerJoin(reports, eq(reports.id, reportReviews.reportId))
    .innerJoin(people, eq(people.id, reportReviews.reviewerId))
    .where(eq(reports.authorId, personId))
    .orderBy(asc(reportReviews.id))
    .all();
}

/** Comments on reports that somebody began, and those they wrote about others'. */
export function commentsAbout(db: Db, personId: number) {
  return db
    .select({ comment: reportComments, by: people.name })
    .from(reportComments)
    .innerJoin(reports, eq(reports.id, reportComments.reportId))
    .innerJoin(people, eq(people.id, reportComments.reviewerId))
    .where(sql`(${reports.authorId} = ${personId} or ${reportComments.reviewerId} = ${personId})`)
    .orderBy(asc(reportComments.id))
    .all();
}
