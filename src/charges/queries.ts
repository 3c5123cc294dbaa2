// Every SQL statement about charges.
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { charges } from '../../db/schema/charges.js';

export type Charge = typeof charges.$inferSelect;

const inCase = prepared((db) =>
  db
    .select()
    .from(charges)
    .where(eq(charges.caseId, sql.placeholder('caseId')))
    .orderBy(asc(charges.id))
    .prepare(),
);

/** The charges of a case, in the order they were written down. */
export function chargesOf(db: Db, caseId: number): Charge[] {
  return inCase(db).all({ caseId });
}

/** Stores a charge; answers with its id. */
export function insertCharge(db: Db, row: typeof charges.$inferInsert): number {
  return db.insert(charges).values(row).returning({ id: charges.id }).get().id;
}

/** Takes a charge away; false when it is not there. */
export function deleteCharge(db: Db, caseId: number, id: number): boolean {
  return (
    db
      .delete(charges)
      .where(and(eq(charges.id, id), eq(charges.caseId, caseId)))
      .run().changes === 1
  );
}
