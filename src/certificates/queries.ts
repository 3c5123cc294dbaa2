// Every SQL statement of the certificate. It reads what others wrote.
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { hearings } from '../../db/schema/hearings.js';
import { reports } from '../../db/schema/reports.js';
import { assignments } from '../../db/schema/rota.js';

/** Local days, both counted. */
type Span = { personId: number; from: string; until: string };

/** How many hearings somebody went to that the court had not taken off the calendar. */
export function hearingsAttended(db: Db, { personId, from, until }: Span): number {
  return (
    db
      .select({ count: sql<number>`count(*)` })
      .from(assignments)
      .innerJoin(hearings, eq(hearings.id, assignments.hearingId))
      .where(
        and(
          eq(assignments.personId, personId),
          isNull(assignments.releasedAt),
          sql`${hearings.state} in ('held', 'not_held')`,
          sql`${hearings.scheduledOn} between ${from} and ${until}`,
        ),
      )
      .get()?.count ?? 0
  );
}

/** For each approved report that somebody began, how often it was filed. */
export function roundsOf(db: Db, { personId, from, until }: Span): number[] {
  return db
    .select({
      rounds: sql<number>`(select count(*) from report_versions v where v.report_id = "reports"."id")`,
    })
    .from(reports)
    .innerJoin(hearings, eq(hearings.id, reports.hearingId))
    .where(
      and(
        eq(reports.authorId, personId),
        eq(reports.state, 'approved'),
        sql`${hearings.scheduledOn} between ${from} and ${until}`,
      ),
    )
    .all()
    .map(({ rounds }) => rounds);
}
