// What was published about the communities of a call's applicants: once, and never again.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { calls } from './calls.js';
import { instant, isJson } from './columns.js';
import type { communities } from './submissions.js';

export type Tally = { community: (typeof communities)[number]; count: number };

export const communityTallies = sqliteTable(
  'community_tallies',
  {
    callId: integer('call_id')
      .primaryKey()
      .references(() => calls.id, { onDelete: 'restrict' }),
    publishedAt: instant('published_at').notNull(),
    /** Communities of five at least, as they stood at that moment; those below are not kept here either. */
    counts: text('counts', { mode: 'json' }).$type<Tally[]>().notNull(),
  },
  (t) => [isJson('community_tallies_counts', t.counts)],
);
