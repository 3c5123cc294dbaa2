// Every SQL statement about reports and the versions of their sections.
import { and, asc, desc, eq, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { cases } from '../../db/schema/cases.js';
import { hearings } from '../../db/schema/hearings.js';
import { memberships, people } from '../../db/schema/people.js';
import { reportSections, reports } from '../../db/schema/reports.js';
import { assignments } from '../../db/schema/rota.js';
import { ties } from '../../db/schema/ties.js';
import type { Actor } from '../access/actor.js';
import { scopeOf } from '../access/allow.js';
import type { Action } from '../access/policy.js';
import type { Section } from './form.js';
import type { State } from './states.js';

export type Report = typeof reports.$inferSelect;
export type Version = Pick<typeof reportSections.$inferSelect, 'section' | 'version' | 'savedAt' | 'savedBy'>;

const ask = sql.placeholder;

/** A tie closes the reports of a case to whoever has it, staff too. */
const isFree = sql`not exists (select 1 from ${ties} where ${ties.caseId} = ${hearings.caseId}
    and ${ties.personId} = ${ask('reader')} and ${ties.liftedAt} is null)`;
/** A monitor's own: begun by them, or of a hearing they go to. */
const isOwn = sql`(${reports.authorId} = ${ask('reader')} or exists (select 1 from ${assignments}
    where ${assignments.hearingId} = ${hearings.id} and ${assignments.personId} = ${ask('reader')}
    and ${assignments.releasedAt} is null))`;

const oneStatements = prepared((db) => {
  const of = (may: SQL | undefined) =>
    db
      .select({ report: reports, hearing: hearings, against: cases.against, author: people.name })
      .from(reports)
      .innerJoin(hearings, eq(hearings.id, reports.hearingId))
      .innerJoin(cases, eq(cases.id, hearings.caseId))
      .innerJoin(people, eq(people.id, reports.authorId))
      .where(and(eq(reports.id, ask('id')), may))
      .prepare();
  return { any: of(undefined), free: of(isFree), own: of(and(isOwn, isFree)) };
});

export type Found = NonNullable<ReturnType<typeof visibleTo>>;

/**
 * The report with its hearing, if the actor may do `action` with it; every other does not exist. Of incidents those who
 * keep people safe learn whatever ties they have.
 */
export function visibleTo(db: Db, actor: Actor, action: Action, id: number) {
  const scope = scopeOf(actor, action);
  if (scope === undefined) return undefined;
  const { any, free, own } = oneStatements(db);
  const all = action === 'incident.read' ? any : free;
  return (scope === 'any' ? all : own).get({ id, reader: actor.personId });
}

/** The report of a hearing, if somebody began one; not one that was withdrawn. */
export function reportOf(db: Db, hearingId: number): Report | undefined {
  return db
    .select()
    .from(reports)
    .where(and(eq(reports.hearingId, hearingId), ne(reports.state, 'withdrawn')))
    .get();
}

/** The report with this id, whoever asks: for services that found it in another way. */
export function reportOfId(db: Db, id: number): Report | undefined {
  return db.select().from(reports).where(eq(reports.id, id)).get();
}

/** Stores a report; answers with its id, undefined when the hearing has one already. */
export function insertReport(db: Db, row: typeof reports.$inferInsert): number | undefined {
  return db.insert(reports).values(row).onConflictDoNothing().returning({ id: reports.id }).get()?.id;
}

/** Changes what is asked once. */
export function updateReport(db: Db, id: number, change: Partial<typeof reports.$inferInsert>): void {
  if (Object.keys(change).length > 0) db.update(reports).set(change).where(eq(reports.id, id)).run();
}

/** Moves a report that is in this state still; false when somebody was faster. */
export function moveReport(
  db: Db,
  { id, state }: Pick<Report, 'id' | 'state'>,
  change: { state: State; stateAt: number; filedAt?: number; questionnaire?: number },
): boolean {
  return (
    db
      .update(reports)
      .set(change)
      .where(and(eq(reports.id, id), eq(reports.state, state)))
      .run().changes === 1
  );
}

const versionsStatement = prepared((db) =>
  db
    .select({
      section: reportSections.section,
      version: reportSections.version,
      savedAt: reportSections.savedAt,
      savedBy: reportSections.savedBy,
    })
    .from(reportSections)
    .where(eq(reportSections.reportId, ask('reportId')))
    .prepare(),
);

/** At which version each section is that was saved. */
export function versionsOf(db: Db, reportId: number): Partial<Record<Section, Version>> {
  return Object.fromEntries(
    versionsStatement(db)
      .all({ reportId })
      .map((row) => [row.section, row]),
  );
}

/** Forgets when what was saved. */
export function deleteSections(db: Db, reportId: number): void {
  db.delete(reportSections).where(eq(reportSections.reportId, reportId)).run();
}

/** Raises a section from this version (0: never saved) to the next; false when it is at another. */
export function raiseSection(db: Db, row: typeof reportSections.$inferInsert): boolean {
  const { reportId, section, version, savedAt, savedBy } = row;
  if (version === 0)
    return (
      db
        .insert(reportSections)
        .values({ ...row, version: 1 })
        .onConflictDoNothing()
        .run().changes === 1
    );
  return (
    db
      .update(reportSections)
      .set({ version: version + 1, savedAt, savedBy })
      .where(
        and(
          eq(reportSections.reportId, reportId),
          eq(reportSections.section, section),
          eq(reportSections.version, version),
        ),
      )
      .run().changes === 1
  );
}

const last = prepared((db) =>
  db
    .select({ report: reports, scheduledOn: hearings.scheduledOn })
    .from(reports)
    .innerJoin(hearings, eq(hearings.id, reports.hearingId))
    .where(
      and(
        eq(hearings.caseId, ask('caseId')),
        ne(hearings.id, ask('hearingId')),
        sql`${hearings.scheduledOn} <= ${ask('scheduledOn')}`,
        sql`${reports.filedAt} is not null and ${reports.state} <> 'withdrawn'`,
        sql`${reports.outcome} in ('held_productive', 'held_unproductive', 'adjourned')`,
        sql`${reports.coverage} in ('full', 'part')`,
      ),
    )
    .orderBy(desc(hearings.scheduledOn), desc(hearings.id))
    .limit(1)
    .prepare(),
);

/** The report before this hearing in the same case: of the latest earlier day, filed at least once. */
export function lastOfCase(db: Db, hearing: { id: number; caseId: number; scheduledOn: string }) {
  const { id: hearingId, caseId, scheduledOn } = hearing;
  return last(db).get({ hearingId, caseId, scheduledOn });
}

/** How many hearings of this case and type were held before, for the number of a session. */
export function heldBefore(db: Db, hearing: { caseId: number; type: string; scheduledOn: string }): number {
  return db
    .select({ count: sql<number>`count(*)` })
    .from(hearings)
    .where(
      and(
        eq(hearings.caseId, hearing.caseId),
        sql`${hearings.type} = ${hearing.type}`,
        eq(hearings.state, 'held'),
        sql`${hearings.scheduledOn} < ${hearing.scheduledOn}`,
      ),
    )
    .get()?.count as number;
}

/** True when the person has a tie to the case. */
export function isTied(db: Db, personId: number, caseId: number): boolean {
  const standing = and(eq(ties.caseId, caseId), eq(ties.personId, personId), isNull(ties.liftedAt));
  return db.select({ id: ties.id }).from(ties).where(standing).get() !== undefined;
}

/** True when the person goes to the hearing and has no tie to its case. */
export function goesTo(db: Db, personId: number, hearingId: number): boolean {
  return (
    db
      .select({ id: assignments.id })
      .from(assignments)
      .innerJoin(hearings, eq(hearings.id, assignments.hearingId))
      .where(
        and(
          eq(assignments.hearingId, hearingId),
          eq(assignments.personId, personId),
          isNull(assignments.releasedAt),
          sql`not exists (select 1 from ${ties} where ${ties.caseId} = ${hearings.caseId}
            and ${ties.personId} = ${personId} and ${ties.liftedAt} is null)`,
        ),
      )
      .get() !== undefined
  );
}

/** Who goes to a hearing, by name. */
export function monitorsOf(db: Db, hearingId: number) {
  return db
    .select({ personId: people.id, name: people.name })
    .from(assignments)
    .innerJoin(people, eq(people.id, assignments.personId))
    .where(and(eq(assignments.hearingId, hearingId), isNull(assignments.releasedAt)))
    .orderBy(asc(people.name))
    .all();
}

/** Hearings up to `until` (local day) that somebody goes to and whose report is not filed. */
export function dueReports(db: Db, until: string) {
  return db
    .select({
      hearingId: hearings.id,
      scheduledOn: hearings.scheduledOn,
      scheduledTime: hearings.scheduledTime,
      personId: assignments.personId,
    })
    .from(assignments)
    .innerJoin(hearings, eq(hearings.id, assignments.hearingId))
    .leftJoin(reports, and(eq(reports.hearingId, hearings.id), ne(reports.state, 'withdrawn')))
    .where(
      and(
        isNull(assignments.releasedAt),
        sql`${hearings.scheduledOn} <= ${until}`,
        sql`${hearings.state} not in ('moved', 'cancelled')`,
        or(isNull(reports.id), eq(reports.state, 'draft')),
      ),
    )
    .orderBy(asc(hearings.scheduledOn), asc(hearings.id), asc(assignments.personId))
    .all();
}

/** The reports somebody began, latest first, without what they say. */
export function reportsBy(db: Db, personId: number) {
  return db
    .select({
      case: cases.against,
      hearingOn: hearings.scheduledOn,
      state: reports.state,
      beganAt: reports.beganAt,
      filedAt: reports.filedAt,
    })
    .from(reports)
    .innerJoin(hearings, eq(hearings.id, reports.hearingId))
    .innerJoin(cases, eq(cases.id, hearings.caseId))
    .where(eq(reports.authorId, personId))
    .orderBy(desc(reports.id))
    .all();
}

/** Who is told of an urgent incident. */
export function safetyOfficers(db: Db) {
  return db
    .select({ personId: people.id, email: people.email, language: people.language })
    .from(people)
    .innerJoin(
      memberships,
      and(
        eq(memberships.personId, people.id),
        eq(memberships.group, 'safety_officer'),
        isNull(memberships.until),
      ),
    )
    .orderBy(asc(people.id))
    .all();
}
