// Every SQL statement about passkeys and the challenges of their ceremonies.
import { and, asc, eq, gt, isNull, lt } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { passkeyChallenges, passkeys } from '../../db/schema/passkeys.js';

/** The passkeys of a person, oldest first. */
export function passkeysOf(db: Db, personId: number) {
  return db.select().from(passkeys).where(eq(passkeys.personId, personId)).orderBy(asc(passkeys.id)).all();
}

/** One passkey of this person. */
export function passkeyOf(db: Db, personId: number, id: number) {
  return db
    .select()
    .from(passkeys)
    .where(and(eq(passkeys.id, id), eq(passkeys.personId, personId)))
    .get();
}

/** The passkey an authenticator calls by this id. */
export function passkeyByCredential(db: Db, credentialId: string) {
  return db.select().from(passkeys).where(eq(passkeys.credentialId, credentialId)).get();
}

/** Stores a passkey. The index refuses one that is known. */
export function insertPasskey(db: Db, passkey: typeof passkeys.$inferInsert): void {
  db.insert(passkeys).values(passkey).run();
}

/** Notes a use; false when the counter went back meanwhile. */
export function usePasskey(db: Db, id: number, before: number, counter: number, now: number): boolean {
  return (
    db
      .update(passkeys)
      .set({ counter, lastUsedAt: now })
      .where(and(eq(passkeys.id, id), eq(passkeys.counter, before)))
      .run().changes === 1
  );
}

/** Gives a passkey of this person another name; false when there is none. */
export function renamePasskey(db: Db, personId: number, id: number, name: string): boolean {
  return (
    db
      .update(passkeys)
      .set({ name })
      .where(and(eq(passkeys.id, id), eq(passkeys.personId, personId)))
      .run().changes === 1
  );
}

/** Removes a passkey of this person; false when there is none. */
export function deletePasskey(db: Db, personId: number, id: number): boolean {
  return (
    db
      .delete(passkeys)
      .where(and(eq(passkeys.id, id), eq(passkeys.personId, personId)))
      .run().changes === 1
  );
}

/** Removes all passkeys of a person; answers with how many. */
export function deletePasskeys(db: Db, personId: number): number {
  return db.delete(passkeys).where(eq(passkeys.personId, personId)).run().changes;
}

/** Stores a challenge and forgets those that are over. */
export function insertChallenge(
  db: Db,
  challenge: string,
  personId: number | null,
  now: number,
  expiresAt: number,
): void {
  db.delete(passkeyChallenges).where(lt(passkeyChallenges.expiresAt, now)).run();
  db.insert(passkeyChallenges).values({ challenge, personId, expiresAt }).run();
}

/** Uses a challenge up; false when it is over, was used, or was made for somebody else. */
export function takeChallenge(db: Db, challenge: string, personId: number | null, now: number): boolean {
  const owner =
    personId === null ? isNull(passkeyChallenges.personId) : eq(passkeyChallenges.personId, personId);
  return (
    db
      .delete(passkeyChallenges)
      .where(and(eq(passkeyChallenges.challenge, challenge), owner, gt(passkeyChallenges.expiresAt, now)))
      .run().changes === 1
  );
}

/** Forgets the ceremonies a person began. */
export function deleteChallengesOf(db: Db, personId: number): void {
  db.delete(passkeyChallenges).where(eq(passkeyChallenges.personId, personId)).run();
}
