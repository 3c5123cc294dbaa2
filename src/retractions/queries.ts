// Every SQL statement about reports that were withdrawn.
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { cases } from '../../db/schema/cases.js';
import { hearings } from '../../db/schema/hearings.js';
import { people } from '../../db/schema/people.js';
import { reports } from '../../db/schema/reports.js';
import { reportRetractions } from '../../db/schema/retractions.js';
import { ties } from '../../db/schema/ties.js';

/** Of a case its reader has no tie to. */
const isFree = (personId: number) => sql`not exists (select 1 from ${ties}
  where ${ties.caseId} = ${hearings.caseId} and ${ties.personId} = ${personId} and ${ties.liftedAt} is null)`;

const withNames = (db: Db) =>
  db
    .select({
      retraction: reportRetractions,
      by: people.name,
      restorer: sql<
        string | null
      >`(select p.name from people p where p.id = ${reportRetractions.restoredBy})`,
    })
    .from(reportRetractions)
    .innerJoin(reports, eq(reports.id, reportRetractions.reportId))
    .innerJoin(people, eq(people.id, reportRetractions.retractedBy));

/** Every withdrawal of a report with who withdrew it and who brought it back, oldest first. */
export function retractionsOf(db: Db, reportId: number) {
  return withNames(db)
    .where(eq(reportRetractions.reportId, reportId))
    .orderBy(asc(reportRetractions.id))
    .all();
}

/** Every withdrawal of the reports that somebody began. */
export function retractionsAbout(db: Db, personId: number) {
  return withNames(db).where(eq(reports.authorId, personId)).orderBy(asc(reportRetractions.id)).all();
}

/** Keeps why a report was withdrawn. */
export function insertRetraction(db: Db, row: typeof reportRetractions.$inferInsert): void {
  db.insert(reportRetractions).values(row).run();
}

/** Puts these words in the place of every reason of a report. */
export function replaceReasons(
  db: Db,
  reportId: number,
  seal: (row: { reportId: number; at: number }) => Buffer,
): void {
  const mine = db
    .select({ id: reportRetractions.id, reportId: reportRetractions.reportId, at: reportRetractions.at })
    .from(reportRetractions)
    .where(eq(reportRetractions.reportId, reportId))
    .all();
  for (const row of mine)
    db.update(reportRetractions)
      .set({ sealedReason: seal(row) })
      .where(eq(reportRetractions.id, row.id))
      .run();
}

/** Marks the standing withdrawal as undone; false when there is none. */
export function markRestored(db: Db, reportId: number, change: { restoredAt: number; restoredBy: number }) {
  return (
    db
      .update(reportRetractions)
      .set(change)
      .where(and(eq(reportRetractions.reportId, reportId), isNull(reportRetractions.restoredAt)))
      .run().changes === 1
  );
}

/** The reports that stand withdrawn and this reader may read, the latest first. */
export function withdrawnLast(db: Db, personId: number, limit: number) {
  return db
    .select({
      id: reports.id,
      filedAt: reports.filedAt,
      isEmptied: sql<number>`not exists (select 1 from report_versions v where v.report_id = "reports"."id")`,
      against: cases.against,
      scheduledOn: hearings.scheduledOn,
      author: people.name,
      at: reports.stateAt,
    })
    .from(reports)
    .innerJoin(hearings, eq(hearings.id, reports.hearingId))
    .innerJoin(cases, eq(cases.id, hearings.caseId))
    .innerJoin(people, eq(people.id, reports.authorId))
    .where(and(eq(reports.state, 'withdrawn'), isFree(personId)))
    .orderBy(desc(reports.stateAt), desc(reports.id))
    .limit(limit)
    .all();
}
