// Every SQL statement about how often something was tried.
import { and, eq, gt, lt, or, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { throttles } from '../../db/schema/throttles.js';

/** Counts one more under `key`, after forgetting a count begun before `begunAfter` or, as it seems, later than now; answers with the count. */
export function countSince(db: Db, key: string, now: number, begunAfter: number): number {
  db.delete(throttles)
    .where(and(eq(throttles.key, key), or(lt(throttles.firstAt, begunAfter), gt(throttles.firstAt, now))))
    .run();
  return countOne(db, key, now);
}

/** Counts one more under `key`; answers with the count. */
export function countOne(db: Db, key: string, now: number): number {
  return db
    .insert(throttles)
    .values({ key, count: 1, firstAt: now, lastAt: now })
    .onConflictDoUpdate({ target: throttles.key, set: { count: sql`${throttles.count} + 1`, lastAt: now } })
    .returning({ count: throttles.count })
    .get().count;
}

/** Takes one back from what is counted under `key`. */
export function countBack(db: Db, key: string): void {
  db.update(throttles)
    .set({ count: sql`${throttles.count} - 1` })
    .where(and(eq(throttles.key, key), gt(throttles.count, 0)))
    .run();
}

/** What is counted under `key`. */
export function countOf(db: Db, key: string) {
  return db.select().from(throttles).where(eq(throttles.key, key)).get();
}

/** Forgets what is counted under `key`. */
export function forget(db: Db, key: string): void {
  db.delete(throttles).where(eq(throttles.key, key)).run();
}

/** Forgets everything last counted before `instant`; answers with how many. */
export function forgetBefore(db: Db, instant: number): number {
  return db.delete(throttles).where(lt(throttles.lastAt, instant)).run().changes;
}
