// Shortlists as they were decided: the seed of the lot, drawn once a call, and each order with what separated it.
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Line } from '../../src/shortlist/rules.js';
import { calls } from './calls.js';
import { instant, isJson } from './columns.js';
import { people } from './people.js';

export const shortlistSeeds = sqliteTable('shortlist_seeds', {
  callId: integer('call_id')
    .primaryKey()
    .references(() => calls.id, { onDelete: 'restrict' }),
  seed: text('seed').notNull(),
  drawnAt: instant('drawn_at').notNull(),
  drawnBy: integer('drawn_by')
    .notNull()
    .references(() => people.id, { onDelete: 'restrict' }),
});

/** One act of the meeting; a later one takes its place. Ids and numbers only. */
export const shortlists = sqliteTable(
  'shortlists',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id, { onDelete: 'restrict' }),
    size: integer('size').notNull(),
    lines: text('lines', { mode: 'json' }).$type<Line[]>().notNull(),
    entered: text('entered', { mode: 'json' }).$type<number[]>().notNull(),
    left: text('left_out', { mode: 'json' }).$type<number[]>().notNull(),
    groupId: text('group_id').notNull(),
    appliedAt: instant('applied_at').notNull(),
    appliedBy: integer('applied_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    index('shortlists_call').on(t.callId, t.id),
    isJson('shortlists_lines', t.lines),
    isJson('shortlists_entered', t.entered),
    isJson('shortlists_left', t.left),
  ],
);
