// Every SQL statement about who goes to which hearing, and absences.
import { and, asc, eq, gte, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { cases } from '../../db/schema/cases.js';
import { hearings } from '../../db/schema/hearings.js';
import { interviewPanel, interviewSessions, interviewSlots } from '../../db/schema/interviews.js';
import { memberships, people } from '../../db/schema/people.js';
import { placementStepsDone, placements } from '../../db/schema/placements.js';
import { reports } from '../../db/schema/reports.js';
import { absences, assignments } from '../../db/schema/rota.js';
import { ties } from '../../db/schema/ties.js';
import { signedTexts, TEXT_VERSION } from '../placements/rules.js';

export type Assignment = typeof assignments.$inferSelect;
export type Absence = typeof absences.$inferSelect;

/** Hearings to come that nobody goes to, between two local days (both counted), in the order of the days. */
export function uncovered(db: Db, span: { from: string; until: string }) {
  return db
    .select({
      hearingId: hearings.id,
      caseId: hearings.caseId,
      against: cases.against,
      court: hearings.court,
      type: hearings.type,
      scheduledOn: hearings.scheduledOn,
      scheduledTime: hearings.scheduledTime,
      languages: hearings.languages,
    })
    .from(hearings)
    .innerJoin(cases, eq(cases.id, hearings.caseId))
    .where(
      and(
        eq(hearings.state, 'scheduled'),
        sql`${hearings.scheduledOn} between ${span.from} and ${span.until}`,
        sql`not exists (select 1 from ${assignments} where ${assignments.hearingId} = ${hearings.id}
          and ${assignments.releasedAt} is null)`,
      ),
    )
    .orderBy(asc(hearings.scheduledOn), asc(hearings.scheduledTime), asc(hearings.id))
    .all();
}

/** Interns whose internship is under way, by name. */
export function activeInterns(db: Db) {
  return db
    .select({
      personId: people.id,
      name: people.name,
      startsOn: placements.startsOn,
      endsOn: placements.endsOn,
      languages: placements.languages,
      /** When the older of the texts in their present wording was signed; null while one of them is not. */
      signedAt: sql<number | null>`(select min(${placementStepsDone.doneAt}) from ${placementStepsDone}
        where ${placementStepsDone.placementId} = ${placements.id} and ${placementStepsDone.textVersion} = ${TEXT_VERSION}
        having count(*) = ${Object.keys(signedTexts).length})`,
    })
    .from(placements)
    .innerJoin(people, eq(people.id, placements.personId))
    .innerJoin(
      memberships,
      and(eq(memberships.personId, people.id), eq(memberships.group, 'intern'), isNull(memberships.until)),
    )
    .where(eq(placements.state, 'active'))
    .orderBy(asc(people.name), asc(people.id))
    .all();
}

/** The standing ties of these people. */
export function tiesOf(db: Db, personIds: readonly number[]) {
  return db
    .select({ personId: ties.personId, caseId: ties.caseId })
    .from(ties)
    .where(and(inArray(ties.personId, [...personIds]), isNull(ties.liftedAt)))
    .all();
}

/** Absences of these people that are not over on `today`. */
export function absencesOf(db: Db, personIds: readonly number[], today: string): Absence[] {
  return db
    .select()
    .from(absences)
    .where(and(inArray(absences.personId, [...personIds]), gte(absences.untilOn, today)))
    .orderBy(asc(absences.fromOn), asc(absences.id))
    .all();
}

/** The days these people go to hearings on, from `since` (local day) on. */
export function busyDays(db: Db, personIds: readonly number[], since: string) {
  return db
    .select({ personId: assignments.personId, day: hearings.scheduledOn })
    .from(assignments)
    .innerJoin(hearings, eq(hearings.id, assignments.hearingId))
    .where(
      and(
        inArray(assignments.personId, [...personIds]),
        isNull(assignments.releasedAt),
        gte(hearings.scheduledOn, since),
        sql`${hearings.state} not in ('moved', 'cancelled')`,
      ),
    )
    .all();
}

/** When these people sit in interviews, from an instant on; sessions that are only planned are meant too. */
export function interviewTimes(db: Db, personIds: readonly number[], after: number) {
  return db
    .select({ personId: interviewPanel.personId, startsAt: interviewSlots.startsAt })
    .from(interviewPanel)
    .innerJoin(interviewSessions, eq(interviewSessions.id, interviewPanel.sessionId))
    .innerJoin(interviewSlots, eq(interviewSlots.sessionId, interviewSessions.id))
    .where(
      and(
        inArray(interviewPanel.personId, [...personIds]),
        isNull(interviewPanel.until),
        ne(interviewSessions.state, 'cancelled'),
        isNull(interviewSlots.cancelledAt),
        gte(interviewSlots.endsAt, after),
      ),
    )
    .all();
}

/** Who goes to a hearing, and who did not after all, oldest first. */
export function assignmentsOf(db: Db, hearingId: number) {
  return db
    .select({ assignment: assignments, name: people.name })
    .from(assignments)
    .innerJoin(people, eq(people.id, assignments.personId))
    .where(eq(assignments.hearingId, hearingId))
    .orderBy(asc(assignments.id))
    .all();
}

/** The standing assignment of a person to a hearing. */
export function standing(db: Db, hearingId: number, personId: number): Assignment | undefined {
  return db
    .select()
    .from(assignments)
    .where(
      and(
        eq(assignments.hearingId, hearingId),
        eq(assignments.personId, personId),
        isNull(assignments.releasedAt),
      ),
    )
    .get();
}

/** The standing assignments of a person to hearings of a case that are to come, from a local day on. */
export function standingIn(
  db: Db,
  { caseId, personId, from }: { caseId: number; personId: number; from: string },
) {
  return db
    .select({ id: assignments.id, hearingId: assignments.hearingId })
    .from(assignments)
    .innerJoin(hearings, eq(hearings.id, assignments.hearingId))
    .where(
      and(
        eq(assignments.personId, personId),
        isNull(assignments.releasedAt),
        eq(hearings.caseId, caseId),
        eq(hearings.state, 'scheduled'),
        gte(hearings.scheduledOn, from),
      ),
    )
    .orderBy(asc(hearings.scheduledOn), asc(hearings.id))
    .all();
}

/** Stores an assignment; false when it stands already. */
export function insertAssignment(db: Db, row: typeof assignments.$inferInsert): boolean {
  return db.insert(assignments).values(row).onConflictDoNothing().run().changes === 1;
}

/** Ends an assignment; false when it stands no more. */
export function release(
  db: Db,
  id: number,
  how: { releasedAt: number; releaseReason: NonNullable<Assignment['releaseReason']> },
): boolean {
  return (
    db
      .update(assignments)
      .set(how)
      .where(and(eq(assignments.id, id), isNull(assignments.releasedAt)))
      .run().changes === 1
  );
}

/** Stores an absence; answers with its id. */
export function insertAbsence(db: Db, row: typeof absences.$inferInsert): number {
  return db.insert(absences).values(row).returning({ id: absences.id }).get().id;
}

/** Removes an absence of this person; false when there is none. */
export function deleteAbsence(db: Db, personId: number, id: number): boolean {
  return (
    db
      .delete(absences)
      .where(and(eq(absences.id, id), eq(absences.personId, personId)))
      .run().changes === 1
  );
}

/** Removes every absence of a person. */
export function eraseAbsences(db: Db, personId: number): void {
  db.delete(absences).where(eq(absences.personId, personId)).run();
}

/** Everything a person was assigned to, latest first, with the hearing. */
export function workOf(db: Db, personId: number) {
  return db
    .select({
      hearingId: hearings.id,
      against: cases.against,
      court: hearings.court,
      courtroom: hearings.courtroom,
      type: hearings.type,
      scheduledOn: hearings.scheduledOn,
      scheduledTime: hearings.scheduledTime,
      state: hearings.state,
      releasedAt: assignments.releasedAt,
      reportId: reports.id,
      report: reports.state,
    })
    .from(assignments)
    .innerJoin(hearings, eq(hearings.id, assignments.hearingId))
    .innerJoin(cases, eq(cases.id, hearings.caseId))
    .leftJoin(reports, and(eq(reports.hearingId, hearings.id), ne(reports.state, 'withdrawn')))
    .where(
      and(
        eq(assignments.personId, personId),
        sql`not exists (select 1 from ${ties} where ${ties.caseId} = ${hearings.caseId}
          and ${ties.personId} = ${personId} and ${ties.liftedAt} is null)`,
      ),
    )
    .orderBy(asc(hearings.scheduledOn), asc(hearings.scheduledTime), asc(hearings.id))
    .all();
}
