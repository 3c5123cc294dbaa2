// Every SQL statement about published tallies.
import { and, count, eq, isNotNull } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { communityCounters } from '../../db/schema/submissions.js';
import { communityTallies, type Tally } from '../../db/schema/tallies.js';

/** The counters of a call as they stand; nobody is shown these. */
export function countersOf(db: Db, callId: number): Tally[] {
  return db
    .select({ community: communityCounters.community, count: communityCounters.count })
    .from(communityCounters)
    .where(eq(communityCounters.callId, callId))
    .all();
}

/** How many applications were ever sent for a call, those that were withdrawn since included. */
export function sentTo(db: Db, callId: number): number {
  const row = db
    .select({ count: count() })
    .from(applications)
    .where(and(eq(applications.callId, callId), isNotNull(applications.reference)))
    .get();
  return row?.count ?? 0;
}

/** What was published about a call; undefined before it is. */
export function tallyOf(db: Db, callId: number): typeof communityTallies.$inferSelect | undefined {
  return db.select().from(communityTallies).where(eq(communityTallies.callId, callId)).get();
}

/** Stores what is published; false when something was before: that stays. */
export function insertTally(db: Db, tally: typeof communityTallies.$inferInsert): boolean {
  return db.insert(communityTallies).values(tally).onConflictDoNothing().run().changes === 1;
}
