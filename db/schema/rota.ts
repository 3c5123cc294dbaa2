// Who goes to which hearing, and when somebody cannot go to any.
import { isNull, sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { instant, oneOf } from './columns.js';
import { hearings } from './hearings.js';
import { people } from './people.js';

export const releaseReasons = ['ill', 'unavailable', 'tie', 'moved', 'cancelled', 'other'] as const;

export const assignments = sqliteTable(
  'assignments',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    hearingId: integer('hearing_id')
      .notNull()
      .references(() => hearings.id, { onDelete: 'restrict' }),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    assignedAt: instant('assigned_at').notNull(),
    assignedBy: integer('assigned_by').references(() => people.id, { onDelete: 'restrict' }),
    releasedAt: instant('released_at'),
    releaseReason: text('release_reason', { enum: releaseReasons }),
  },
  (t) => [
    uniqueIndex('assignments_standing').on(t.hearingId, t.personId).where(isNull(t.releasedAt)),
    index('assignments_person').on(t.personId, t.hearingId).where(isNull(t.releasedAt)),
    oneOf('assignments_reason', t.releaseReason, releaseReasons),
    check('assignments_released', sql`(${t.releasedAt} is null) = (${t.releaseReason} is null)`),
  ],
);

/** Days on which somebody cannot go to a hearing; both days are counted. Why is nobody's business. */
export const absences = sqliteTable(
  'absences',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    fromOn: text('from_on').notNull(),
    untilOn: text('until_on').notNull(),
    addedAt: instant('added_at').notNull(),
  },
  (t) => [
    index('absences_person').on(t.personId, t.untilOn),
    check('absences_days', sql`${t.fromOn} <= ${t.untilOn}`),
  ],
);
