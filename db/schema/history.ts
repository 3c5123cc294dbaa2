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
    /** SHA-256 of what `history_notes` says, salted: the words may be erased, but not changed unnoticed. */
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
    index('history_group').on(t.groupId),
    isJson('history_details', t.details),
  ],
);

/** What somebody wrote with a change. Apart from the chain, so that it goes when its person is erased. */
export const historyNotes = sqliteTable('history_notes', {
  historyId: integer('history_id')
    .primaryKey()
    .references(() => history.id, { onDelete: 'restrict' }),
  words: text('words').notNull(),
  salt: text('salt').notNull(),
});
