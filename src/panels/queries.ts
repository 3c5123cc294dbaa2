// Every SQL statement about changes on panels.
import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { bookings } from '../../db/schema/bookings.js';
import { interviewSessions, interviewSlots } from '../../db/schema/interviews.js';
import { panelChanges } from '../../db/schema/panels.js';
import { people } from '../../db/schema/people.js';
import type { PanelChangeState } from './states.js';

export type PanelChange = typeof panelChanges.$inferSelect;

/** The change with this id. */
export function changeById(db: Db, id: number): PanelChange | undefined {
  return db.select().from(panelChanges).where(eq(panelChanges.id, id)).get();
}

/** What was asked and changed in a session, the last first, with names as they are today. */
export function changesOf(db: Db, sessionId: number) {
  const leaves = alias(people, 'leaves');
  return db
    .select({ change: panelChanges, inName: people.name, outName: leaves.name })
    .from(panelChanges)
    .innerJoin(people, eq(people.id, panelChanges.inId))
    .innerJoin(leaves, eq(leaves.id, panelChanges.outId))
    .where(eq(panelChanges.sessionId, sessionId))
    .orderBy(desc(panelChanges.id))
    .all();
}

/** Stores a change; answers with its id. */
export function insertChange(db: Db, change: typeof panelChanges.$inferInsert): number {
  return db.insert(panelChanges).values(change).returning({ id: panelChanges.id }).get().id;
}

/** Compare and set: true when it was in `from` and is now in `to`. */
export function settleChange(
  db: Db,
  id: number,
  from: PanelChangeState,
  to: {
    state: PanelChangeState;
    settledAt: number;
    booked?: readonly number[];
    reason?: PanelChange['reason'];
  },
): boolean {
  const one = and(eq(panelChanges.id, id), eq(panelChanges.state, from));
  return db.update(panelChanges).set(to).where(one).run().changes === 1;
}

/** Who has a time to come in a session, in the order of the hours. */
export function bookedIn(db: Db, sessionId: number, now: number) {
  return db
    .select({ bookingId: bookings.id, slot: interviewSlots, application: applications })
    .from(bookings)
    .innerJoin(interviewSlots, eq(interviewSlots.id, bookings.slotId))
    .innerJoin(applications, eq(applications.id, bookings.applicationId))
    .where(
      and(
        eq(interviewSlots.sessionId, sessionId),
        eq(bookings.state, 'confirmed'),
        gt(interviewSlots.startsAt, now),
      ),
    )
    .orderBy(asc(interviewSlots.startsAt))
    .all();
}

/** Questions still open in these states of a session. */
export function changesIn(db: Db, sessionId: number, states: readonly PanelChangeState[]): PanelChange[] {
  return db
    .select()
    .from(panelChanges)
    .where(and(eq(panelChanges.sessionId, sessionId), inArray(panelChanges.state, [...states])))
    .orderBy(asc(panelChanges.id))
    .all();
}

/** Every question that waits for its answer, with the first time to come of its session; null where none is. */
export function openChanges(db: Db, now: number) {
  return db
    .select({
      change: panelChanges,
      session: interviewSessions,
      firstAt: sql<number | null>`(select min(${interviewSlots.startsAt}) from ${interviewSlots}
        where ${interviewSlots.sessionId} = ${panelChanges.sessionId} and ${interviewSlots.cancelledAt} is null
        and ${interviewSlots.startsAt} > ${now})`,
    })
    .from(panelChanges)
    .innerJoin(interviewSessions, eq(interviewSessions.id, panelChanges.sessionId))
    .where(eq(panelChanges.state, 'asked'))
    .orderBy(asc(panelChanges.id))
    .all();
}
