// Every SQL statement about the reserve list: who stands on it in which order, and places that wait for somebody.
import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { withoutConflict } from '../../db/schema/conflicts.js';
import { decisions } from '../../db/schema/decisions.js';
import { people } from '../../db/schema/people.js';
import { placements } from '../../db/schema/placements.js';
import { reserves } from '../../db/schema/reserves.js';

/** Somebody stands on the list while the application waits for its decision, or is where the release brought it. */
const stands = sql`((${decisions.state} = 'pending' and ${applications.pendingTo} = ${decisions.to})
  or (${decisions.state} = 'released' and ${applications.state} = ${decisions.to}))`;

/** Whoever came back after their place was cleared is last. */
const inOrder = [sql`${reserves.place} is null`, asc(reserves.place), asc(reserves.decisionId)] as const;

/** The reserve list of a call, the first first; `released` once its people know. */
export function reservesOf(db: Db, callId: number) {
  return db
    .select({ reserve: reserves, state: decisions.state })
    .from(reserves)
    .innerJoin(decisions, eq(decisions.id, reserves.decisionId))
    .innerJoin(applications, eq(applications.id, reserves.applicationId))
    .where(and(eq(reserves.callId, callId), stands))
    .orderBy(...inOrder)
    .all();
}

/** The same list with what a page says about each. `isFree` 0: `reader` is in conflict with it. */
export function listFor(db: Db, reader: number, callId: number) {
  return db
    .select({
      decisionId: reserves.decisionId,
      id: applications.id,
      reference: applications.reference,
      name: people.name,
      rank: reserves.rank,
      place: reserves.place,
      state: decisions.state,
      letterId: decisions.letterId,
      pendingTo: applications.pendingTo,
      isFree: sql<number>`${withoutConflict(reader, sql`${applications.id}`)}`,
    })
    .from(reserves)
    .innerJoin(decisions, eq(decisions.id, reserves.decisionId))
    .innerJoin(applications, eq(applications.id, reserves.applicationId))
    .innerJoin(people, eq(people.id, applications.personId))
    .where(and(eq(reserves.callId, callId), stands))
    .orderBy(...inOrder)
    .all();
}

/** How many on the released reserve list stand before this decision of a call. */
export function countAhead(db: Db, callId: number, decisionId: number): number {
  const told = reservesOf(db, callId).filter(({ state }) => state === 'released');
  return Math.max(
    0,
    told.findIndex(({ reserve }) => reserve.decisionId === decisionId),
  );
}

/** Keeps a place on the reserve list with its decision; places of people who no longer stand there are cleared first. */
export function insertReserve(db: Db, reserve: typeof reserves.$inferInsert): void {
  clearPlaces(db, reserve.callId);
  db.insert(reserves).values(reserve).run();
}

function clearPlaces(db: Db, callId: number): void {
  const standing = reservesOf(db, callId).map(({ reserve }) => reserve.decisionId);
  db.update(reserves)
    .set({ place: null })
    .where(
      and(
        eq(reserves.callId, callId),
        isNotNull(reserves.place),
        sql`${reserves.decisionId} not in (select value from json_each(${JSON.stringify(standing)}))`,
      ),
    )
    .run();
}

/** Gives the decisions of a call the places 1, 2, 3 … as they stand here; everybody else's are cleared. */
export function putInOrder(db: Db, callId: number, decisionIds: readonly number[]): void {
  db.update(reserves).set({ place: null }).where(eq(reserves.callId, callId)).run();
  for (const [index, id] of decisionIds.entries())
    db.update(reserves)
      .set({ place: index + 1 })
      .where(eq(reserves.decisionId, id))
      .run();
}

/** The number that the drafted letter of a decision says. */
export function setRank(db: Db, decisionId: number, rank: number): void {
  db.update(reserves).set({ rank }).where(eq(reserves.decisionId, decisionId)).run();
}

/** Places of a call: offered to those who never stood on its reserve list, given up, and given to people from the list. */
export function givenUp(db: Db, callId: number): { offeredFirst: number; gaveUp: number; movedUp: number } {
  const had = (
    event: string,
  ) => sql`exists (select 1 from ${decisions} where ${decisions.applicationId} = ${applications.id}
    and ${decisions.state} = 'released' and ${decisions.event} in ${sql.raw(event)})`;
  const offered = had("('offer', 'offer_after_all')");
  const ended = sql`exists (select 1 from ${placements} where ${placements.applicationId} = ${applications.id} and ${placements.state} = 'ended_early')`;
  const row = db
    .select({
      offeredFirst: sql<number>`coalesce(sum(${offered} and not ${had("('waitlist')")}), 0)`,
      gaveUp: sql<number>`coalesce(sum(${offered} and (${applications.state} in ('declined', 'offer_lapsed', 'withdrawn') or ${ended})), 0)`,
      movedUp: sql<number>`coalesce(sum(${had("('waitlist')")} and (${offered} or coalesce(${applications.pendingTo}, '') = 'offered')), 0)`,
    })
    .from(applications)
    .where(eq(applications.callId, callId))
    .get();
  return row ?? { offeredFirst: 0, gaveUp: 0, movedUp: 0 };
}

/** Those on the released reserve list of a call about whom nothing else is prepared, the first first. */
export function nextReserves(db: Db, callId: number) {
  return db
    .select({
      id: applications.id,
      reference: applications.reference,
      rank: sql<number>`coalesce(${reserves.place}, ${reserves.rank})`,
    })
    .from(reserves)
    .innerJoin(decisions, and(eq(decisions.id, reserves.decisionId), eq(decisions.state, 'released')))
    .innerJoin(applications, eq(applications.id, reserves.applicationId))
    .where(
      and(eq(reserves.callId, callId), eq(applications.state, 'waitlisted'), isNull(applications.pendingTo)),
    )
    .orderBy(...inOrder)
    .all();
}
