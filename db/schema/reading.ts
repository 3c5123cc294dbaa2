// Who reads which application: two reviewers a file, and a third where the two do not agree.
import { isNull } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { applications } from './applications.js';
import { instant, oneOf } from './columns.js';
import { people } from './people.js';

export const readingRoles = ['first', 'third'] as const;

export const readings = sqliteTable(
  'readings',
  {
    /** All a reviewer ever knows the file by. */
    id: integer('id').primaryKey({ autoIncrement: true }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    role: text('role', { enum: readingRoles }).notNull(),
    assignedAt: instant('assigned_at').notNull(),
    assignedBy: integer('assigned_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    /** When somebody else was asked instead. */
    removedAt: instant('removed_at'),
  },
  (t) => [
    uniqueIndex('readings_current').on(t.applicationId, t.personId).where(isNull(t.removedAt)),
    index('readings_person').on(t.personId, t.removedAt),
    oneOf('readings_role', t.role, readingRoles),
  ],
);
