// The reserve list of a call: what each was told, and in which order places that become free are offered.
import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { applications } from './applications.js';
import { calls } from './calls.js';
import { instant } from './columns.js';
import { decisions } from './decisions.js';

/** A place on the reserve list of a call, said in a decision. */
export const reserves = sqliteTable(
  'reserves',
  {
    decisionId: integer('decision_id')
      .primaryKey()
      .references(() => decisions.id, { onDelete: 'restrict' }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id, { onDelete: 'restrict' }),
    /** The number that its letter says; it stays when the order is changed after the release. */
    rank: integer('rank').notNull(),
    /** The order in which places are offered, the lowest first; NULL once it was given up, and whoever returns is last. */
    place: integer('place'),
    waitlistedAt: instant('waitlisted_at').notNull(),
  },
  (t) => [
    index('reserves_application').on(t.applicationId, t.decisionId),
    uniqueIndex('reserves_place').on(t.callId, t.place),
    check('reserves_rank', sql`${t.rank} >= 1`),
    check('reserves_place', sql`${t.place} >= 1`),
  ],
);
