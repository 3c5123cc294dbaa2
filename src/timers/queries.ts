// Every SQL statement about what timers have already done.
import { and, eq } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { timerRuns } from '../../db/schema/timers.js';

/** One thing a timer does once; `dueAt` in epoch milliseconds. */
export type Run = { entity: string; entityId: number; kind: string; dueAt: number };

/** Notes a run; false when it was noted before. */
export function insertRun(db: Db, run: Run, doneAt: number): boolean {
  return (
    db
      .insert(timerRuns)
      .values({ ...run, doneAt })
      .onConflictDoNothing()
      .run().changes === 1
  );
}

/** When it was done; undefined when it was not. */
export function doneAt(db: Db, { entity, entityId, kind, dueAt }: Run): number | undefined {
  const same = and(eq(timerRuns.entity, entity), eq(timerRuns.entityId, entityId));
  return db
    .select({ at: timerRuns.doneAt })
    .from(timerRuns)
    .where(and(same, eq(timerRuns.kind, kind), eq(timerRuns.dueAt, dueAt)))
    .get()?.at;
}
