// The history: one row per change, only ever added (triggers refuse more), each chained to the one before.
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { instant, isJson } from './columns.js';

export const history = sqliteTable(
  'history',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    at: instant('at').notNull(),
    actorId: integer('actor_id'),
    actorRole: text('actor_role').notNull(),
    entity: text('entity').notNull(),
    entityId: integer('entity_id').notNull(),
    event: text('event').notNull(),
    fromState: text('from_state'),
    toState: text('to_state'),
    reasonCode: text('reason_code'),
    note: text('note'),
    ruleVersion: integer('rule_version'),
    /** Ties the changes and the letters of one act together; undone as one. */
    groupId: text('group_id'),
    reversesId: integer('reverses_id'),
    /** Field names and ids, never what somebody typed. */
    details: text('details', { mode: 'json' }).notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [
    index('history_entity').on(t.entity, t.entityId, t.id),
    uniqueIndex('history_hash').on(t.hash),
    isJson('history_details', t.details),
  ],
);
