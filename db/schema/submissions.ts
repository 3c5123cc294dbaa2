// The two stores of the community question, kept apart from everything else.
import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { applications } from './applications.js';
import { calls } from './calls.js';
import { instant, oneOf } from './columns.js';

export const communities = [
  'albanian',
  'serbian',
  'turkish',
  'bosniak',
  'roma',
  'ashkali',
  'egyptian',
  'gorani',
  'montenegrin',
  'croat',
  'other',
  'no_answer',
] as const;

/** Anonymous counters: no person, no time, no application. */
export const communityCounters = sqliteTable(
  'community_counters',
  {
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id, { onDelete: 'restrict' }),
    community: text('community', { enum: communities }).notNull(),
    count: integer('count').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.callId, t.community] }),
    oneOf('community_counters_community', t.community, communities),
  ],
);

/** The separate opt-in, only where a call turns it on; sealed, context `community:<applicationId>`. */
export const communityOptIns = sqliteTable('community_opt_ins', {
  applicationId: integer('application_id')
    .primaryKey()
    .references(() => applications.id, { onDelete: 'restrict' }),
  sealed: blob('sealed', { mode: 'buffer' }).notNull(),
  at: instant('at').notNull(),
});
