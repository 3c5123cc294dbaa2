// Every SQL statement about what waits for staff.
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { tasks } from '../../db/schema/tasks.js';

/** Stores a task unless the same one is already open, whose details and due time are then brought up to date. */
export function insertTask(db: Db, task: typeof tasks.$inferInsert): void {
  db.insert(tasks)
    .values(task)
    .onConflictDoUpdate({
      target: [tasks.kind, tasks.entity, tasks.entityId],
      targetWhere: sql`${tasks.doneAt} is null`,
      set: { details: task.details, dueAt: task.dueAt ?? null },
    })
    .run();
}

/** Marks an open task as done; answers whether there was one. */
export function finishTask(
  db: Db,
  task: { kind: string; entity: string; entityId: number },
  done: { doneAt: number; doneBy: number | null },
): boolean {
  const { kind, entity, entityId } = task;
  const same = and(eq(tasks.kind, kind), eq(tasks.entity, entity), eq(tasks.entityId, entityId));
  return (
    db
      .update(tasks)
      .set(done)
      .where(and(same, isNull(tasks.doneAt)))
      .run().changes === 1
  );
}

/** What waits, the nearest deadline first, then the oldest; at most `most`. */
export function tasksWaiting(db: Db, most: number) {
  return db
    .select()
    .from(tasks)
    .where(isNull(tasks.doneAt))
    .orderBy(sql`${tasks.dueAt} is null`, asc(tasks.dueAt), asc(tasks.id))
    .limit(most)
    .all();
}

/** The open tasks of one kind. */
export function openTasks(db: Db, kind: string) {
  return db
    .select()
    .from(tasks)
    .where(and(eq(tasks.kind, kind), isNull(tasks.doneAt)))
    .all();
}

/** How many tasks wait. */
export function countWaiting(db: Db): number {
  return (
    db.select({ count: sql<number>`count(*)` }).from(tasks).where(isNull(tasks.doneAt)).get()?.count ?? 0
  );
}
