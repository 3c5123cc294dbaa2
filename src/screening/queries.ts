// Every SQL statement about proposals.
import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { applications } from '../../db/schema/applications.js';
import { calls } from '../../db/schema/calls.js';
import { people } from '../../db/schema/people.js';
import { proposals } from '../../db/schema/screening.js';

export type Proposal = typeof proposals.$inferSelect;

/** Stores a proposal, in the place of one that no longer holds; answers with its id. */
export function insertProposal(db: Db, proposal: typeof proposals.$inferInsert): number {
  db.update(proposals)
    .set({ state: 'taken_back' })
    .where(and(eq(proposals.applicationId, proposal.applicationId), eq(proposals.state, 'proposed')))
    .run();
  return db.insert(proposals).values(proposal).returning({ id: proposals.id }).get().id;
}

const latestStatement = prepared((db) =>
  db
    .select({ proposal: proposals, proposer: people.name })
    .from(proposals)
    .innerJoin(people, eq(people.id, proposals.proposedBy))
    .where(eq(proposals.applicationId, sql.placeholder('applicationId')))
    .orderBy(desc(proposals.id))
    .limit(1)
    .prepare(),
);

/** The latest proposal about an application, with who made it. */
export function latestProposal(db: Db, applicationId: number) {
  return latestStatement(db).get({ applicationId });
}

/** What second people wrote when they sent proposals of a call back, oldest first. */
export function answersIn(db: Db, callId: number) {
  return db
    .select({ applicationId: proposals.applicationId, sealedAnswer: proposals.sealedAnswer })
    .from(proposals)
    .innerJoin(applications, eq(applications.id, proposals.applicationId))
    .where(and(eq(applications.callId, callId), isNotNull(proposals.sealedAnswer)))
    .orderBy(asc(proposals.id))
    .all();
}

/** Answers an open proposal; false when it is no longer open. */
export function answerProposal(db: Db, id: number, answer: Partial<Omit<Proposal, 'id'>>): boolean {
  return (
    db
      .update(proposals)
      .set(answer)
      .where(and(eq(proposals.id, id), eq(proposals.state, 'proposed')))
      .run().changes === 1
  );
}

/** Opens the last confirmed proposal again, after what followed from it was undone; false when there is none. */
export function reopenProposal(db: Db, applicationId: number): boolean {
  const last = latestProposal(db, applicationId)?.proposal;
  if (last?.state !== 'confirmed') return false;
  const open = { state: 'proposed', answeredBy: null, answeredAt: null } as const;
  return db.update(proposals).set(open).where(eq(proposals.id, last.id)).run().changes === 1;
}

/** Erases the words of every proposal about an application. */
export function eraseProposals(db: Db, applicationId: number): void {
  db.update(proposals)
    .set({ sealedNote: null, sealedAnswer: null })
    .where(eq(proposals.applicationId, applicationId))
    .run();
}

/** Applications that were sent and look as if they met every condition, the oldest first. */
export function metAndSubmitted(db: Db, most: number): number[] {
  return db
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.state, 'submitted'), eq(applications.overall, 'met')))
    .orderBy(asc(applications.submittedAt), asc(applications.id))
    .limit(most)
    .all()
    .map(({ id }) => id);
}

/** How many those are, in all calls: call by call, for each has its index by state. */
export function countMetAndSubmitted(db: Db): number {
  const met = and(eq(applications.state, 'submitted'), eq(applications.overall, 'met'));
  return (
    db
      .select({ count: sql<number>`count(*)` })
      .from(calls)
      .innerJoin(applications, eq(applications.callId, calls.id))
      .where(met)
      .get()?.count ?? 0
  );
}

/** These applications with their names and latest result, in the order of their references. */
export function chosen(db: Db, ids: readonly number[]) {
  return db
    .select({ application: applications, name: people.name })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .where(inArray(applications.id, [...ids]))
    .orderBy(asc(applications.referenceYear), asc(applications.referenceNumber))
    .all();
}
