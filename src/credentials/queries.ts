// Every SQL statement about passwords, second factors and recovery codes.
import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { credentials, recoveryCodes } from '../../db/schema/credentials.js';

/** Password and second factor of a person. */
export function credentialsOf(db: Db, personId: number) {
  return db.select().from(credentials).where(eq(credentials.personId, personId)).get();
}

/** Sets parts of a person's credentials. */
export function setCredentials(
  db: Db,
  personId: number,
  change: Partial<Omit<typeof credentials.$inferInsert, 'personId'>>,
): void {
  db.insert(credentials)
    .values({ personId, ...change })
    .onConflictDoUpdate({ target: credentials.personId, set: change })
    .run();
}

/** A code is good for a step before and a step after its own: one accepted farther ahead was so by a clock that ran ahead. */
const NEAR = 2;

/** Accepts a step of the code app; false when it or one shortly after it was accepted before. */
export function takeStep(db: Db, personId: number, step: number): boolean {
  const unused = or(lt(credentials.totpLastStep, step), gt(credentials.totpLastStep, step + NEAR));
  return (
    db
      .update(credentials)
      .set({ totpLastStep: step })
      .where(and(eq(credentials.personId, personId), unused))
      .run().changes === 1
  );
}

/** Uses a recovery code up; false when there is no such unused one. */
export function takeRecoveryCode(db: Db, personId: number, codeHash: string, now: number): boolean {
  return (
    db
      .update(recoveryCodes)
      .set({ usedAt: now })
      .where(
        and(
          eq(recoveryCodes.personId, personId),
          eq(recoveryCodes.codeHash, codeHash),
          isNull(recoveryCodes.usedAt),
        ),
      )
      .run().changes === 1
  );
}

/** Replaces a person's recovery codes. */
export function replaceRecoveryCodes(db: Db, personId: number, hashes: readonly string[]): void {
  db.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId)).run();
  for (const codeHash of hashes) db.insert(recoveryCodes).values({ personId, codeHash }).run();
}

/** How many recovery codes a person has, and how many of them are unused. */
export function recoveryCodesOf(db: Db, personId: number): { all: number; unused: number } {
  const row = db
    .select({
      all: sql<number>`count(*)`,
      unused: sql<number>`count(*) filter (where ${recoveryCodes.usedAt} is null)`,
    })
    .from(recoveryCodes)
    .where(eq(recoveryCodes.personId, personId))
    .get();
  return row ?? { all: 0, unused: 0 };
}

/** Forgets password, second factor and recovery codes of a person. */
export function deleteCredentials(db: Db, personId: number): void {
  db.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId)).run();
  db.delete(credentials).where(eq(credentials.personId, personId)).run();
}
