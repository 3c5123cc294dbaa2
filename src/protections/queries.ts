// Every SQL statement about protected people.
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { protectedPeople } from '../../db/schema/protections.js';

export type Protected = typeof protectedPeople.$inferSelect;

const pseudonymsIn = prepared((db) =>
  db
    .select({ id: protectedPeople.id, pseudonym: protectedPeople.pseudonym, role: protectedPeople.role })
    .from(protectedPeople)
    .where(eq(protectedPeople.caseId, sql.placeholder('caseId')))
    .orderBy(asc(protectedPeople.id))
    .prepare(),
);

/** The pseudonyms of a case with their roles: all that whoever reads the case may know. */
export function pseudonymsOf(db: Db, caseId: number) {
  return pseudonymsIn(db).all({ caseId });
}

/** The protected people of a case with what protects them, for those who may see protected fields. */
export function protectedOf(db: Db, caseId: number): Protected[] {
  return db
    .select()
    .from(protectedPeople)
    .where(eq(protectedPeople.caseId, caseId))
    .orderBy(asc(protectedPeople.id))
    .all();
}

/** Stores a pseudonym; answers with its id, undefined when the case has it already. */
export function insertProtected(db: Db, row: typeof protectedPeople.$inferInsert): number | undefined {
  return db
    .insert(protectedPeople)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: protectedPeople.id })
    .get()?.id;
}

/** Changes what protects somebody, if nobody did meanwhile; false otherwise. */
export function updateProtected(
  db: Db,
  id: number,
  version: number,
  change: Partial<typeof protectedPeople.$inferInsert>,
): boolean {
  return (
    db
      .update(protectedPeople)
      .set({ ...change, version: version + 1 })
      .where(and(eq(protectedPeople.id, id), eq(protectedPeople.version, version)))
      .run().changes === 1
  );
}
