// Days on which the organisation is closed beside the public holidays a calendar knows; kept by staff.
import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { flag, instant } from './columns.js';
import { people } from './people.js';

export const closedDays = sqliteTable(
  'closed_days',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Local days, both included. */
    fromDay: text('from_day').notNull(),
    untilDay: text('until_day').notNull(),
    words: text('words').notNull(),
    /** Not announced yet: it is shown, and refuses nothing. */
    isEstimate: flag('is_estimate'),
    createdAt: instant('created_at').notNull(),
    createdBy: integer('created_by').references(() => people.id, { onDelete: 'restrict' }),
    /** A deadline that somebody was told before then still counts it. */
    removedAt: instant('removed_at'),
    removedBy: integer('removed_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    index('closed_days_from').on(t.fromDay),
    check('closed_days_span', sql`${t.untilDay} >= ${t.fromDay}`),
  ],
);
