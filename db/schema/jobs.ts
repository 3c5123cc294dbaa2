// Leases, so that two processes on one file never run the same job at once, and what timers have already done.
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { instant } from './columns.js';

export const leases = sqliteTable('leases', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  until: instant('until').notNull(),
  lastStartedAt: instant('last_started_at'),
  lastFinishedAt: instant('last_finished_at'),
  lastOutcome: text('last_outcome'),
});

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
