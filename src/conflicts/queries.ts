// Every SQL statement about conflicts of interest, and the condition by which other features leave files out.
import { and, asc, eq, gt, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { applications } from '../../db/schema/applications.js';
import { bookings } from '../../db/schema/bookings.js';
import { type conflictKinds, conflicts } from '../../db/schema/conflicts.js';
import { interviewPanel, interviewSlots } from '../../db/schema/interviews.js';
import { memberships, people } from '../../db/schema/people.js';
import type { Group } from '../access/actor.js';

export type ConflictKind = (typeof conflictKinds)[number];

const currentStatement = prepared((db) =>
  db
    .select({ kind: conflicts.kind, saidBy: conflicts.saidBy })
    .from(conflicts)
    .where(
      and(
        eq(conflicts.personId, sql.placeholder('personId')),
        eq(conflicts.applicationId, sql.placeholder('applicationId')),
        isNull(conflicts.supersededAt),
      ),
    )
    .prepare(),
);

/** What stands now between a person and an application, and who said it; undefined: nobody has said anything. */
export function statementOf(db: Db, personId: number, applicationId: number) {
  return currentStatement(db).get({ personId, applicationId });
}

/**
 * Whether a person may judge an application: 'none' when they said that they know nobody there, the kind of conflict
 * when there is one, undefined while nothing was said. Source: recruitment §3.1, event 12.
 */
export function conflictOf(db: Db, personId: number, applicationId: number): ConflictKind | undefined {
  // Nobody judges themselves, whatever was said.
  if (
    ownApplications(db)
      .all({ personId })
      .some(({ id }) => id === applicationId)
  )
    return 'other';
  return statementOf(db, personId, applicationId)?.kind;
}

const ownApplications = prepared((db) =>
  db
    .select({ id: applications.id })
    .from(applications)
    .where(eq(applications.personId, sql.placeholder('personId')))
    .prepare(),
);

const anyStatement = prepared((db) =>
  db
    .select({ id: conflicts.applicationId })
    .from(conflicts)
    .where(
      and(
        eq(conflicts.personId, sql.placeholder('personId')),
        ne(conflicts.kind, 'none'),
        isNull(conflicts.supersededAt),
      ),
    )
    .prepare(),
);

/** The applications a person is kept from, their own among them; nearly always none. */
export function keptFrom(db: Db, personId: number): number[] {
  const asked = { personId };
  return [...anyStatement(db).all(asked), ...ownApplications(db).all(asked)].map(({ id }) => id);
}

/**
 * Interviews to come in which somebody of the panel is too close to the applicant: said after the time was booked. The
 * first first.
 */
export function clashesOnPanels(db: Db, now: number) {
  return db
    .select({
      bookingId: bookings.id,
      applicationId: bookings.applicationId,
      reference: applications.reference,
      sessionId: interviewSlots.sessionId,
      startsAt: interviewSlots.startsAt,
      personId: people.id,
      name: people.name,
    })
    .from(bookings)
    .innerJoin(applications, eq(applications.id, bookings.applicationId))
    .innerJoin(interviewSlots, eq(interviewSlots.id, bookings.slotId))
    .innerJoin(
      interviewPanel,
      and(eq(interviewPanel.sessionId, interviewSlots.sessionId), isNull(interviewPanel.until)),
    )
    .innerJoin(people, eq(people.id, interviewPanel.personId))
    .innerJoin(
      conflicts,
      and(
        eq(conflicts.personId, interviewPanel.personId),
        eq(conflicts.applicationId, bookings.applicationId),
        ne(conflicts.kind, 'none'),
        isNull(conflicts.supersededAt),
      ),
    )
    .where(and(eq(bookings.state, 'confirmed'), gt(interviewSlots.endsAt, now)))
    .orderBy(asc(interviewSlots.startsAt), asc(people.name))
    .all();
}

/** Everything that was said about an application, oldest first, with names as they are today. */
export function statementsAbout(db: Db, applicationId: number) {
  const sayer = sql<string>`(select sayer.name from ${people} sayer where sayer.id = ${conflicts.saidBy})`;
  return db
    .select({
      id: conflicts.id,
      personId: conflicts.personId,
      name: people.name,
      kind: conflicts.kind,
      sealedNote: conflicts.sealedNote,
      saidBy: conflicts.saidBy,
      sayer,
      at: conflicts.at,
      supersededAt: conflicts.supersededAt,
    })
    .from(conflicts)
    .innerJoin(people, eq(people.id, conflicts.personId))
    .where(eq(conflicts.applicationId, applicationId))
    .orderBy(asc(conflicts.id))
    .all();
}

/** What a person said of themselves, or others of them, oldest first. */
export function statementsOf(db: Db, personId: number) {
  const { applicationId, kind, sealedNote, saidBy, at, supersededAt } = conflicts;
  return db
    .select({ applicationId, kind, sealedNote, saidBy, at, supersededAt })
    .from(conflicts)
    .where(eq(conflicts.personId, personId))
    .orderBy(asc(conflicts.id))
    .all();
}

/** Stores a statement in the place of the one that stood. */
export function replaceStatement(db: Db, statement: typeof conflicts.$inferInsert): void {
  const { personId, applicationId, at } = statement;
  db.update(conflicts)
    .set({ supersededAt: at })
    .where(
      and(
        eq(conflicts.personId, personId),
        eq(conflicts.applicationId, applicationId),
        isNull(conflicts.supersededAt),
      ),
    )
    .run();
  db.insert(conflicts).values(statement).run();
}

/** Removes what a person said, and what was said about these applications. */
export function deleteStatements(db: Db, personId: number, applicationIds: readonly number[]): void {
  const about = inArray(conflicts.applicationId, [...applicationIds]);
  db.delete(conflicts)
    .where(or(eq(conflicts.personId, personId), about))
    .run();
}

/** People who are in one of these groups now, by name. */
export function peopleIn(db: Db, groups: readonly Group[]) {
  return db
    .selectDistinct({ id: people.id, name: people.name, email: people.email })
    .from(people)
    .innerJoin(memberships, eq(memberships.personId, people.id))
    .where(and(inArray(memberships.group, [...groups]), isNull(memberships.until), isNull(people.erasedAt)))
    .orderBy(asc(people.name), asc(people.id))
    .all();
}
