// What timers have already done.
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { instant } from './columns.js';

/** A timer does each thing once: (entity, id, kind, due) is done or it is not. */
export const timerRuns = sqliteTable(
  'timer_runs',
  {
    entity: text('entity').notNull(),
    entityId: integer('entity_id').notNull(),
    kind: text('kind').notNull(),
    dueAt: instant('due_at').notNull(),
    doneAt: instant('done_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.entity, t.entityId, t.kind, t.dueAt] })],
);
