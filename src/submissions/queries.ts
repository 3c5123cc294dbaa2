// Every SQL statement about the two stores of the community question.
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { communityCounters, communityOptIns } from '../../db/schema/submissions.js';

export type Community = (typeof communityCounters.$inferSelect)['community'];

/** One more of a community, tied to nothing. */
export function countCommunity(db: Db, callId: number, community: Community): void {
  db.insert(communityCounters)
    .values({ callId, community, count: 1 })
    .onConflictDoUpdate({
      target: [communityCounters.callId, communityCounters.community],
      set: { count: sql`${communityCounters.count} + 1` },
    })
    .run();
}

/** Stores, replaces or withdraws (null) the sealed opt-in. */
export function setOptIn(db: Db, applicationId: number, sealed: Buffer | null, at: number): void {
  db.delete(communityOptIns).where(eq(communityOptIns.applicationId, applicationId)).run();
  if (sealed) db.insert(communityOptIns).values({ applicationId, sealed, at }).run();
}

/** The sealed opt-in, if there is one. */
export function optInOf(db: Db, applicationId: number): Buffer | undefined {
  return db
    .select({ sealed: communityOptIns.sealed })
    .from(communityOptIns)
    .where(eq(communityOptIns.applicationId, applicationId))
    .get()?.sealed;
}
