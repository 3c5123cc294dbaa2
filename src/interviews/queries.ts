// Every SQL statement about sessions, their panels and their times.
import { and, asc, eq, gt, gte, inArray, isNull, lt, ne, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../db/open.js';
import { bookings } from '../../db/schema/bookings.js';
import { hearings } from '../../db/schema/hearings.js';
import { interviewPanel, interviewSessions, interviewSlots } from '../../db/schema/interviews.js';
import { people } from '../../db/schema/people.js';
import { assignments } from '../../db/schema/rota.js';
import type { Actor, Group } from '../access/actor.js';
import { scopeOf } from '../access/allow.js';
import type { Action } from '../access/policy.js';
import { conflictOf, peopleIn } from '../conflicts/queries.js';
import type { Span } from './rules.js';

export type Session = typeof interviewSessions.$inferSelect;
export type Slot = typeof interviewSlots.$inferSelect;
export type Member = { personId: number; name: string };

/** Who may sit on a panel. */
const panelGroups = ['coordinator', 'reviewer', 'director'] as const satisfies readonly Group[];

/** Sessions the actor may do `action` with: all of them, or those on whose panel they sit. */
function within(actor: Actor, action: Action): SQL | undefined | false {
  const scope = scopeOf(actor, action);
  if (scope === 'any') return undefined;
  if (scope !== 'assigned') return false;
  return sql`exists (select 1 from ${interviewPanel} where ${interviewPanel.sessionId} = ${interviewSessions.id}
    and ${interviewPanel.personId} = ${actor.personId} and ${interviewPanel.until} is null)`;
}

/** The session, if `actor` may do `action` with it. */
export function visibleTo(db: Db, actor: Actor, action: Action, id: number): Session | undefined {
  const may = within(actor, action);
  if (may === false) return undefined;
  return db
    .select()
    .from(interviewSessions)
    .where(and(eq(interviewSessions.id, id), may))
    .get();
}

/** The sessions the actor may read that are not cancelled, with their times that are not, in the order of the hours. */
export function sessionsFor(db: Db, actor: Actor, action: Action) {
  const may = within(actor, action);
  if (may === false) return [];
  return db
    .select({ session: interviewSessions, slot: interviewSlots, taken: isTaken })
    .from(interviewSessions)
    .leftJoin(
      interviewSlots,
      and(eq(interviewSlots.sessionId, interviewSessions.id), isNull(interviewSlots.cancelledAt)),
    )
    .where(and(ne(interviewSessions.state, 'cancelled'), may))
    .orderBy(asc(interviewSlots.startsAt), asc(interviewSessions.id))
    .all();
}

/** Yes or no, as 1 or 0: somebody has this time. */
const isTaken = sql<number>`exists (select 1 from ${bookings} where ${bookings.slotId} = ${interviewSlots.id} and ${bookings.state} <> 'cancelled')`;

/** The session with this id, whoever asks. */
export function sessionById(db: Db, id: number): Session | undefined {
  return db.select().from(interviewSessions).where(eq(interviewSessions.id, id)).get();
}

/** Stores a session with its panel; answers with its id. */
export function insertSession(
  db: Db,
  session: typeof interviewSessions.$inferInsert,
  panel: readonly number[],
): number {
  const { id } = db.insert(interviewSessions).values(session).returning({ id: interviewSessions.id }).get();
  for (const personId of panel) insertMember(db, id, personId, session.createdAt);
  return id;
}

/** Somebody sits on the panel from now on. */
export function insertMember(db: Db, sessionId: number, personId: number, since: number): void {
  db.insert(interviewPanel).values({ sessionId, personId, since }).run();
}

/** Somebody sits there no longer; false when they did not. */
export function endMember(db: Db, sessionId: number, personId: number, until: number): boolean {
  const one = and(eq(interviewPanel.sessionId, sessionId), eq(interviewPanel.personId, personId));
  return (
    db
      .update(interviewPanel)
      .set({ until })
      .where(and(one, isNull(interviewPanel.until)))
      .run().changes === 1
  );
}

/** Compare and set: true when it was in `from` and is now in `to`. */
export function setState(db: Db, id: number, from: Session['state'], to: Session['state']): boolean {
  return (
    db
      .update(interviewSessions)
      .set({ state: to })
      .where(and(eq(interviewSessions.id, id), eq(interviewSessions.state, from)))
      .run().changes === 1
  );
}

/** Who sits on the panel of a session now, in the order they came. */
export function panelOf(db: Db, sessionId: number): Member[] {
  return db
    .select({ personId: interviewPanel.personId, name: people.name })
    .from(interviewPanel)
    .innerJoin(people, eq(people.id, interviewPanel.personId))
    .where(and(eq(interviewPanel.sessionId, sessionId), isNull(interviewPanel.until)))
    .orderBy(asc(interviewPanel.id))
    .all();
}

/** Everybody who may sit on a panel, by name. */
export function panelCandidates(db: Db): Member[] {
  return peopleIn(db, panelGroups).map(({ id, name }) => ({ personId: id, name }));
}

/** Stores the times of a session. */
export function insertSlots(db: Db, sessionId: number, spans: readonly Span[]): void {
  db.insert(interviewSlots)
    .values(spans.map((span) => ({ sessionId, ...span })))
    .run();
}

/** The times of a session that were not cancelled, in their order. */
export function slotsOf(db: Db, sessionId: number): Slot[] {
  return db
    .select()
    .from(interviewSlots)
    .where(and(eq(interviewSlots.sessionId, sessionId), isNull(interviewSlots.cancelledAt)))
    .orderBy(asc(interviewSlots.startsAt))
    .all();
}

/** The time with this id, cancelled or not, with its session. */
export function slotById(db: Db, id: number) {
  return db
    .select({ slot: interviewSlots, session: interviewSessions })
    .from(interviewSlots)
    .innerJoin(interviewSessions, eq(interviewSessions.id, interviewSlots.sessionId))
    .where(eq(interviewSlots.id, id))
    .get();
}

/** True when somebody has, or ever had, one of the times of a session. */
export function wasBooked(db: Db, sessionId: number): boolean {
  const found = db
    .select({ id: bookings.id })
    .from(bookings)
    .innerJoin(interviewSlots, eq(interviewSlots.id, bookings.slotId))
    .where(eq(interviewSlots.sessionId, sessionId))
    .limit(1)
    .get();
  return found !== undefined;
}

/** Takes times away that nobody has any more; answers with how many. */
export function cancelSlots(db: Db, ids: readonly number[], now: number): number {
  return db
    .update(interviewSlots)
    .set({ cancelledAt: now })
    .where(and(inArray(interviewSlots.id, [...ids]), isNull(interviewSlots.cancelledAt)))
    .run().changes;
}

/**
 * A time of another session at which one of these people already sits, between `from` and `to`: whose, and where.
 * Drafts count too: they are meant.
 */
export function busyWith(db: Db, input: { people: readonly number[]; span: Span; exceptSession: number }) {
  const other = alias(interviewPanel, 'other');
  return db
    .select({
      name: people.name,
      place: interviewSessions.place,
      startsAt: interviewSlots.startsAt,
      endsAt: interviewSlots.endsAt,
    })
    .from(interviewSlots)
    .innerJoin(interviewSessions, eq(interviewSessions.id, interviewSlots.sessionId))
    .innerJoin(other, and(eq(other.sessionId, interviewSessions.id), isNull(other.until)))
    .innerJoin(people, eq(people.id, other.personId))
    .where(
      and(
        inArray(other.personId, [...input.people]),
        ne(interviewSessions.id, input.exceptSession),
        ne(interviewSessions.state, 'cancelled'),
        isNull(interviewSlots.cancelledAt),
        lt(interviewSlots.startsAt, input.span.endsAt),
        gt(interviewSlots.endsAt, input.span.startsAt),
      ),
    )
    .orderBy(asc(interviewSlots.startsAt))
    .get();
}

/** The hearings these people go to on a local day, the first first; without an hour where the court named none. */
export function hearingsOn(db: Db, personIds: readonly number[], day: string) {
  return db
    .select({ name: people.name, day: hearings.scheduledOn, time: hearings.scheduledTime })
    .from(assignments)
    .innerJoin(hearings, eq(hearings.id, assignments.hearingId))
    .innerJoin(people, eq(people.id, assignments.personId))
    .where(
      and(
        inArray(assignments.personId, [...personIds]),
        isNull(assignments.releasedAt),
        eq(hearings.scheduledOn, day),
        eq(hearings.state, 'scheduled'),
      ),
    )
    .orderBy(asc(hearings.scheduledTime), asc(hearings.id))
    .all();
}

/**
 * The times of a call this applicant could take, from `after` on, in their order: published, free, and with nobody
 * on the panel who may not meet them.
 */
export function freeSlots(db: Db, wanted: { callId: number; applicationId: number; after: number }) {
  const rows = db
    .select({ slot: interviewSlots, session: interviewSessions })
    .from(interviewSlots)
    .innerJoin(interviewSessions, eq(interviewSessions.id, interviewSlots.sessionId))
    .where(
      and(
        eq(interviewSessions.callId, wanted.callId),
        eq(interviewSessions.state, 'published'),
        isNull(interviewSlots.cancelledAt),
        gte(interviewSlots.startsAt, wanted.after),
        sql`not ${isTaken}`,
      ),
    )
    .orderBy(asc(interviewSlots.startsAt), asc(interviewSlots.id))
    .all();
  const sessions = [...new Set(rows.map(({ session }) => session.id))];
  const closed = sessions.filter((id) =>
    panelOf(db, id).some(({ personId }) => hasConflict(db, personId, wanted.applicationId)),
  );
  return rows.filter(({ session }) => !closed.includes(session.id));
}

/** True when this person said, or somebody said of them, that they are too close to the applicant. */
export function hasConflict(db: Db, personId: number, applicationId: number): boolean {
  return (conflictOf(db, personId, applicationId) ?? 'none') !== 'none';
}
