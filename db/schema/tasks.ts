// What waits for a member of staff; made by steps and timers, never by hand.
import { isNull } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { instant, isJson } from './columns.js';

export const tasks = sqliteTable(
  'tasks',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    kind: text('kind').notNull(),
    entity: text('entity').notNull(),
    entityId: integer('entity_id').notNull(),
    details: text('details', { mode: 'json' }).$type<Record<string, string | number>>().notNull(),
    dueAt: instant('due_at'),
    createdAt: instant('created_at').notNull(),
    doneAt: instant('done_at'),
    doneBy: integer('done_by'),
  },
  (t) => [
    uniqueIndex('tasks_open').on(t.kind, t.entity, t.entityId).where(isNull(t.doneAt)),
    index('tasks_waiting').on(t.doneAt, t.dueAt),
    isJson('tasks_details', t.details),
  ],
);
