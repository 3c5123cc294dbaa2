// Every SQL statement about redacted letters.
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { withoutConflict } from '../../db/schema/conflicts.js';
import { redactions } from '../../db/schema/redactions.js';

export type Redaction = typeof redactions.$inferSelect;

/** The redaction of an application, if somebody confirmed one. */
export function redactionOf(db: Db, applicationId: number): Redaction | undefined {
  return db.select().from(redactions).where(eq(redactions.applicationId, applicationId)).get();
}

/** Stores a redaction if it is still at `version` (0: none yet); false when somebody was faster. */
export function saveRedaction(
  db: Db,
  version: number,
  redaction: Omit<typeof redactions.$inferInsert, 'version'> & { applicationId: number },
): boolean {
  if (version === 0) {
    const row = { ...redaction, version: 1 };
    return db.insert(redactions).values(row).onConflictDoNothing().run().changes === 1;
  }
  const { applicationId, ...change } = redaction;
  return (
    db
      .update(redactions)
      .set({ ...change, version: version + 1 })
      .where(and(eq(redactions.applicationId, applicationId), eq(redactions.version, version)))
      .run().changes === 1
  );
}

/** The next file of the same call under review without a redaction, after this one and then from the first. */
export function nextUnredacted(db: Db, reader: number, callId: number, after: number): number | undefined {
  return db
    .select({ id: applications.id })
    .from(applications)
    .where(
      and(
        eq(applications.callId, callId),
        eq(applications.state, 'in_review'),
        sql`${applications.id} <> ${after}`,
        sql`not exists (select 1 from ${redactions} where ${redactions.applicationId} = ${applications.id})`,
        withoutConflict(reader, sql`${applications.id}`),
      ),
    )
    .orderBy(sql`${applications.id} < ${after}`, applications.id)
    .limit(1)
    .get()?.id;
}

/** Removes the redactions of these applications. */
export function deleteRedactions(db: Db, applicationIds: readonly number[]): void {
  db.delete(redactions)
    .where(inArray(redactions.applicationId, [...applicationIds]))
    .run();
}
