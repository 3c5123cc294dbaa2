// Every SQL statement about ties of monitors to cases.
import { and, asc, eq, exists, inArray, isNull, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../db/open.js';
import { memberships, people } from '../../db/schema/people.js';
import { ties } from '../../db/schema/ties.js';

/** Stores a tie; answers with its id, undefined when one stands already. */
export function insertTie(db: Db, row: typeof ties.$inferInsert): number | undefined {
  return db.insert(ties).values(row).onConflictDoNothing().returning({ id: ties.id }).get()?.id;
}

/** Ends a tie; false when it stands no more. */
export function liftTie(db: Db, caseId: number, id: number, now: number): boolean {
  return (
    db
      .update(ties)
      .set({ liftedAt: now })
      .where(and(eq(ties.id, id), eq(ties.caseId, caseId), isNull(ties.liftedAt)))
      .run().changes === 1
  );
}

/** The standing ties to a case, with whose they are. */
export function tiesTo(db: Db, caseId: number) {
  return db
    .select({
      id: ties.id,
      personId: ties.personId,
      kind: ties.kind,
      declaredAt: ties.declaredAt,
      name: people.name,
    })
    .from(ties)
    .innerJoin(people, eq(people.id, ties.personId))
    .where(and(eq(ties.caseId, caseId), isNull(ties.liftedAt)))
    .orderBy(asc(people.name))
    .all();
}

const standing = alias(ties, 'standing');

/** Groups that read cases. */
const readers = ['intern', 'coordinator', 'director', 'safety_officer'] as const;

/** People of today, of these groups, who have no standing tie to a case. */
export function untied(db: Db, caseId: number, groups: readonly (typeof readers)[number][] = readers) {
  const isOne = db
    .select({ one: sql`1` })
    .from(memberships)
    .where(
      and(
        eq(memberships.personId, people.id),
        inArray(memberships.group, [...groups]),
        isNull(memberships.until),
      ),
    );
  const has = db
    .select({ one: sql`1` })
    .from(standing)
    .where(and(eq(standing.caseId, caseId), eq(standing.personId, people.id), isNull(standing.liftedAt)));
  return db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(and(exists(isOne), notExists(has)))
    .orderBy(asc(people.name))
    .all();
}

/** Takes away every tie of somebody who is erased. */
export function eraseTies(db: Db, personId: number): void {
  db.delete(ties).where(eq(ties.personId, personId)).run();
}

/** Everything somebody declared, for themselves to see. */
export function tiesOf(db: Db, personId: number) {
  return db
    .select({ kind: ties.kind, declaredAt: ties.declaredAt, liftedAt: ties.liftedAt })
    .from(ties)
    .where(eq(ties.personId, personId))
    .orderBy(asc(ties.id))
    .all();
}
