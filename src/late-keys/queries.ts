// Every SQL statement about late keys.
import { and, desc, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { lateKeys } from '../../db/schema/late-keys.js';

export type LateKey = typeof lateKeys.$inferSelect;

/** Stores a late key; earlier unused ones of the same call and address end now. Answers with its id. */
export function insertLateKey(db: Db, key: typeof lateKeys.$inferInsert): number {
  db.update(lateKeys)
    .set({ expiresAt: key.createdAt })
    .where(
      and(
        eq(lateKeys.callId, key.callId),
        eq(lateKeys.email, key.email),
        isNull(lateKeys.usedAt),
        gt(lateKeys.expiresAt, key.createdAt),
      ),
    )
    .run();
  return db.insert(lateKeys).values(key).returning({ id: lateKeys.id }).get().id;
}

/** The late key with this hash for this call and address, used or not. */
export function lateKeyOf(
  db: Db,
  wanted: { keyHash: string; callId: number; email: string },
): LateKey | undefined {
  const { keyHash, callId, email } = wanted;
  return db
    .select()
    .from(lateKeys)
    .where(and(eq(lateKeys.keyHash, keyHash), eq(lateKeys.callId, callId), eq(lateKeys.email, email)))
    .get();
}

/** The late key with this id. */
export function lateKeyById(db: Db, id: number): LateKey | undefined {
  return db.select().from(lateKeys).where(eq(lateKeys.id, id)).get();
}

/** All late keys of a call, newest first. */
export function lateKeysOf(db: Db, callId: number): LateKey[] {
  return db.select().from(lateKeys).where(eq(lateKeys.callId, callId)).orderBy(desc(lateKeys.id)).all();
}

/** Uses a late key up; false when it was used meanwhile. */
export function useLateKey(db: Db, id: number, now: number): boolean {
  return (
    db
      .update(lateKeys)
      .set({ usedAt: now })
      .where(and(eq(lateKeys.id, id), isNull(lateKeys.usedAt)))
      .run().changes === 1
  );
}

/** Lets a late key work until a later instant. */
export function extendLateKey(db: Db, id: number, expiresAt: number): void {
  db.update(lateKeys).set({ expiresAt }).where(eq(lateKeys.id, id)).run();
}

/** Takes address and reason out of the late keys given to this address, and out of those with these ids. */
export function eraseLateKeys(db: Db, email: string | null, ids: readonly number[]): void {
  const used = inArray(lateKeys.id, [...ids]);
  db.update(lateKeys)
    .set({ email: '', reason: '' })
    .where(email === null ? used : or(used, eq(lateKeys.email, email)))
    .run();
}

/** The late keys given to this address, oldest first. */
export function lateKeysFor(db: Db, email: string) {
  const { createdAt, expiresAt, usedAt, reason } = lateKeys;
  return db
    .select({ createdAt, expiresAt, usedAt, reason })
    .from(lateKeys)
    .where(eq(lateKeys.email, email))
    .orderBy(lateKeys.id)
    .all();
}
