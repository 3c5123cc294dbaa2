// Reports withdrawn by staff: why, by whom, from where, and whether they were brought back.
import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { instant, oneOf } from './columns.js';
import { people } from './people.js';
import { reports } from './reports.js';

/** Where a report can be withdrawn from, and comes back to. */
export const retractableStates = ['draft', 'filed', 'returned', 'awaiting_second'] as const;

export const reportRetractions = sqliteTable(
  'report_retractions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    reportId: integer('report_id')
      .notNull()
      .references(() => reports.id, { onDelete: 'restrict' }),
    from: text('from_state', { enum: retractableStates }).notNull(),
    at: instant('at').notNull(),
    retractedBy: integer('retracted_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    /** Sealed, context `report-retraction:<report>:<at>`. */
    sealedReason: blob('sealed_reason', { mode: 'buffer' }).notNull(),
    restoredAt: instant('restored_at'),
    restoredBy: integer('restored_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    index('report_retractions_report').on(t.reportId, t.id),
    oneOf('report_retractions_from', t.from, retractableStates),
  ],
);
