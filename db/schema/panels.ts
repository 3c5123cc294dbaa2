// Who was proposed for a panel in whose place, and what became of it: whoever comes declares first.
import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { instant, isJson, oneOf } from './columns.js';
import { interviewSessions } from './interviews.js';
import { people } from './people.js';

export const panelChangeStates = ['asked', 'seated', 'declined', 'withdrawn', 'undone'] as const;

/** Why somebody cannot come, in no words of their own. */
export const refusalReasons = ['away', 'busy', 'other'] as const;

export const panelChanges = sqliteTable(
  'panel_changes',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    sessionId: integer('session_id')
      .notNull()
      .references(() => interviewSessions.id, { onDelete: 'restrict' }),
    outId: integer('out_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    inId: integer('in_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    state: text('state', { enum: panelChangeStates }).notNull(),
    /** Ids of the applications that had a time to come there when the new member took the seat. */
    booked: text('booked', { mode: 'json' }).$type<readonly number[]>(),
    askedAt: instant('asked_at').notNull(),
    askedBy: integer('asked_by').references(() => people.id, { onDelete: 'restrict' }),
    settledAt: instant('settled_at'),
    /** Whoever was proposed said that they cannot come, and why; NULL where they did not, or gave no reason. */
    reason: text('reason', { enum: refusalReasons }),
  },
  (t) => [
    // One question at a time for a seat, and one for a person in a session.
    uniqueIndex('panel_changes_out').on(t.sessionId, t.outId).where(sql`${t.state} = 'asked'`),
    uniqueIndex('panel_changes_in').on(t.sessionId, t.inId).where(sql`${t.state} = 'asked'`),
    index('panel_changes_session').on(t.sessionId, t.id),
    index('panel_changes_person').on(t.inId, t.state),
    oneOf('panel_changes_state', t.state, panelChangeStates),
    oneOf('panel_changes_reason', t.reason, refusalReasons),
    check('panel_changes_people', sql`${t.outId} <> ${t.inId}`),
    check('panel_changes_settled', sql`(${t.state} = 'asked') = (${t.settledAt} is null)`),
    isJson('panel_changes_booked', t.booked),
  ],
);
