// Every SQL statement about decisions.
import { and, asc, desc, eq, lte, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { applications } from '../../db/schema/applications.js';
import { decisions } from '../../db/schema/decisions.js';
import { people } from '../../db/schema/people.js';

import { bouncedAt } from '../mail/queries.js';

export type Decision = typeof decisions.$inferSelect;

/** Stores a decision; answers with its id. */
export function insertDecision(db: Db, decision: typeof decisions.$inferInsert): number {
  return db.insert(decisions).values(decision).returning({ id: decisions.id }).get().id;
}

/** Moves a decision from one state; false when it is no longer in it. */
export function moveDecision(
  db: Db,
  id: number,
  from: Decision['state'],
  change: Partial<Omit<Decision, 'id'>>,
): boolean {
  return (
    db
      .update(decisions)
      .set(change)
      .where(and(eq(decisions.id, id), eq(decisions.state, from)))
      .run().changes === 1
  );
}

/** Decisions of an application that were void before they were released, because it went another way. */
export function voidDecisions(db: Db, applicationId: number): void {
  db.update(decisions)
    .set({ state: 'taken_back' })
    .where(and(eq(decisions.applicationId, applicationId), eq(decisions.state, 'pending')))
    .run();
}

/** A prepared decision counts as long as its application still waits for it. */
const waiting = sql`${decisions.state} = 'pending' and ${applications.pendingTo} = ${decisions.to}`;

const names = {
  decider: sql<string>`(select decider.name from ${people} decider where decider.id = ${decisions.decidedBy})`,
  proposer: sql<
    string | null
  >`(select proposer.name from ${people} proposer where proposer.id = ${decisions.proposedBy})`,
};

/** The decisions that wait for their release, by kind, the oldest first. */
export function pendingDecisions(db: Db) {
  return db
    .select({
      decision: decisions,
      application: {
        id: applications.id,
        callId: applications.callId,
        reference: applications.reference,
        state: applications.state,
      },
      personId: people.id,
      name: people.name,
      email: people.email,
      bouncedAt,
      ...names,
    })
    .from(decisions)
    .innerJoin(applications, eq(applications.id, decisions.applicationId))
    .innerJoin(people, eq(people.id, applications.personId))
    .where(waiting)
    .orderBy(asc(decisions.event), asc(decisions.id))
    .all();
}

const openStatement = prepared((db) =>
  db
    .select({ decision: decisions, ...names })
    .from(decisions)
    .innerJoin(applications, eq(applications.id, decisions.applicationId))
    .where(and(eq(decisions.applicationId, sql.placeholder('applicationId')), waiting))
    .prepare(),
);

/** The decision about an application that waits for its release, with the names of who made it. */
export function pendingDecisionOf(db: Db, applicationId: number) {
  return openStatement(db).get({ applicationId });
}

const releasedStatement = prepared((db) =>
  db
    .select({ decision: decisions, ...names })
    .from(decisions)
    .where(
      and(
        eq(decisions.applicationId, sql.placeholder('applicationId')),
        eq(decisions.state, 'released'),
        lte(decisions.releasedAt, sql.placeholder('until')),
      ),
    )
    .orderBy(desc(decisions.id))
    .limit(1)
    .prepare(),
);

/** The last decision about an application that was released, until an instant where one is given. */
export function releasedDecisionOf(db: Db, applicationId: number, until = Number.MAX_SAFE_INTEGER) {
  return releasedStatement(db).get({ applicationId, until });
}

/** Every decision about an application, oldest first. */
export function decisionsOf(db: Db, applicationId: number): Decision[] {
  return db
    .select()
    .from(decisions)
    .where(eq(decisions.applicationId, applicationId))
    .orderBy(asc(decisions.id))
    .all();
}

/** Takes the words out of what was decided about an application. */
export function eraseDecisions(db: Db, applicationId: number): void {
  db.update(decisions).set({ sealedNote: null }).where(eq(decisions.applicationId, applicationId)).run();
}

/** How many decisions about the applications of a call wait. */
export function countPending(db: Db, callId: number): number {
  return (
    db
      .select({ count: sql<number>`count(*)` })
      .from(decisions)
      .innerJoin(applications, eq(applications.id, decisions.applicationId))
      .where(and(waiting, eq(applications.callId, callId)))
      .get()?.count ?? 0
  );
}
