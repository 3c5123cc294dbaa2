// Every SQL statement of eligibility: traces, and the answers and facts that a correction runs again.
import { desc, eq, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { traces } from '../../db/schema/eligibility.js';

/** A stored trace; it is a Trace (overall and rules) with its version and its time. */
export type StoredTrace = typeof traces.$inferSelect;

const latestStatement = prepared((db) =>
  db
    .select()
    .from(traces)
    .where(eq(traces.applicationId, sql.placeholder('applicationId')))
    .orderBy(desc(traces.id))
    .limit(1)
    .prepare(),
);

/** What the machine thought last; undefined when it was never asked. */
export function latestTrace(db: Db, applicationId: number): StoredTrace | undefined {
  return latestStatement(db).get({ applicationId });
}

/** Everything the machine thought of an application, the latest first. */
export function tracesOf(db: Db, applicationId: number): StoredTrace[] {
  return db
    .select()
    .from(traces)
    .where(eq(traces.applicationId, applicationId))
    .orderBy(desc(traces.id))
    .all();
}

/** Keeps a trace; a trigger shows its overall in the lists. */
export function insertTrace(db: Db, trace: typeof traces.$inferInsert): void {
  db.insert(traces).values(trace).run();
}
