// What waits for a member of staff; made by steps and timers, never by hand.
import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { instant, isJson, oneOf } from './columns.js';
import { groupNames, people } from './people.js';

export const tasks = sqliteTable(
  'tasks',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    kind: text('kind').notNull(),
    entity: text('entity').notNull(),
    entityId: integer('entity_id').notNull(),
    /** For this person alone. */
    personId: integer('person_id').references(() => people.id, { onDelete: 'restrict' }),
    /** For whoever is in this group; with neither, for everybody who reads tasks. */
    group: text('group_name', { enum: groupNames }),
    /** People who may not do it, though their group may: ids. It does not wait for them. */
    notFor: text('not_for', { mode: 'json' }).$type<readonly number[]>(),
    details: text('details', { mode: 'json' }).$type<Record<string, string | number>>().notNull(),
    dueAt: instant('due_at'),
    createdAt: instant('created_at').notNull(),
    doneAt: instant('done_at'),
    doneBy: integer('done_by'),
  },
  (t) => [
    // The same task is open once for a group, and once for each person.
    uniqueIndex('tasks_open')
      .on(t.kind, t.entity, t.entityId)
      .where(sql`${t.doneAt} is null and ${t.personId} is null`),
    uniqueIndex('tasks_open_for_one')
      .on(t.personId, t.kind, t.entity, t.entityId)
      .where(sql`${t.doneAt} is null and ${t.personId} is not null`),
    index('tasks_waiting').on(t.doneAt, t.dueAt),
    oneOf('tasks_group', t.group, groupNames),
    check('tasks_for', sql`${t.personId} is null or ${t.group} is null`),
    isJson('tasks_details', t.details),
    isJson('tasks_not_for', t.notFor),
  ],
);
