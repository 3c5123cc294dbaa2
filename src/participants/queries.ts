// Every SQL statement about who takes part in a case under their name.
import { and, asc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { participants } from '../../db/schema/participants.js';
import { parties } from '../../db/schema/parties.js';

export type Participant = typeof participants.$inferSelect;

const ask = sql.placeholder;
const kept = alias(parties, 'kept');

const inCase = prepared((db) =>
  db
    .select({
      id: participants.id,
      partyId: sql<number>`${kept.id}`,
      name: kept.name,
      role: participants.role,
      sinceOn: participants.sinceOn,
      untilOn: participants.untilOn,
      custody: participants.custody,
      inAbsentia: participants.inAbsentia,
      forId: participants.forId,
      counselKind: participants.counselKind,
    })
    .from(participants)
    .innerJoin(parties, eq(parties.id, participants.partyId))
    .innerJoin(kept, sql`${kept.id} = coalesce(${parties.mergedIntoId}, ${parties.id})`)
    .where(eq(participants.caseId, ask('caseId')))
    .orderBy(asc(participants.id))
    .prepare(),
);

export type Named = ReturnType<ReturnType<typeof inCase>['all']>[number];

/** Everybody who takes or took part in a case, under the name that stands for them today. */
export function participantsOf(db: Db, caseId: number): Named[] {
  return inCase(db).all({ caseId });
}

/** One row of a case. */
export function participantIn(db: Db, caseId: number, id: number): Participant | undefined {
  return db
    .select()
    .from(participants)
    .where(and(eq(participants.id, id), eq(participants.caseId, caseId)))
    .get();
}

/** Stores somebody's part in a case; answers with its id, undefined when they stand in this role already. */
export function insertParticipant(db: Db, row: typeof participants.$inferInsert): number | undefined {
  return db.insert(participants).values(row).onConflictDoNothing().returning({ id: participants.id }).get()
    ?.id;
}

/** Changes somebody's part, if nobody did meanwhile; false otherwise. */
export function updateParticipant(
  db: Db,
  id: number,
  version: number,
  change: Partial<typeof participants.$inferInsert>,
): boolean {
  return (
    db
      .update(participants)
      .set({ ...change, version: version + 1 })
      .where(and(eq(participants.id, id), eq(participants.version, version)))
      .run().changes === 1
  );
}

/**
 * Takes somebody out of a case as if they had never been entered; whoever acted for them acts for nobody in
 * particular. False when something rests on them (a charge, a decision, a hearing).
 */
export function deleteParticipant(db: Db, caseId: number, id: number): boolean {
  try {
    db.delete(participants)
      .where(and(eq(participants.id, id), eq(participants.caseId, caseId)))
      .run();
  } catch (error) {
    if (/^SQLITE_CONSTRAINT/.test(String((error as { code?: string }).code))) return false;
    throw error;
  }
  db.update(participants)
    .set({ forId: null, version: sql`${participants.version} + 1` })
    .where(and(eq(participants.forId, id), eq(participants.caseId, caseId)))
    .run();
  return true;
}
