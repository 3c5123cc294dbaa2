// Leases, so that two processes on one file never run the same job at once.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { instant } from './columns.js';

export const leases = sqliteTable('leases', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  until: instant('until').notNull(),
  lastStartedAt: instant('last_started_at'),
  lastFinishedAt: instant('last_finished_at'),
  lastOutcome: text('last_outcome'),
});
