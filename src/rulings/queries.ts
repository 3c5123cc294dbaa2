// Every SQL statement about rulings.
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { rulings } from '../../db/schema/rulings.js';

export type Ruling = typeof rulings.$inferSelect;

const inCase = prepared((db) =>
  db
    .select()
    .from(rulings)
    .where(eq(rulings.caseId, sql.placeholder('caseId')))
    .orderBy(asc(rulings.decidedOn), asc(rulings.id))
    .prepare(),
);

/** The rulings of a case, the first one first. */
export function rulingsOf(db: Db, caseId: number): Ruling[] {
  return inCase(db).all({ caseId });
}

/** Stores a ruling; answers with its id. */
export function insertRuling(db: Db, row: typeof rulings.$inferInsert): number {
  return db.insert(rulings).values(row).returning({ id: rulings.id }).get().id;
}

/** Takes a ruling away; false when it is not there. */
export function deleteRuling(db: Db, caseId: number, id: number): boolean {
  return (
    db
      .delete(rulings)
      .where(and(eq(rulings.id, id), eq(rulings.caseId, caseId)))
      .run().changes === 1
  );
}
