// What people who are to judge an application said of knowing its writer, and what a coordinator set for them.
import { isNull, type SQL, sql } from 'drizzle-orm';
import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { applications } from './applications.js';
import { instant, oneOf } from './columns.js';
import { people } from './people.js';

/** Everything but `none` is a conflict. */
export const conflictKinds = ['none', 'relative', 'friend', 'teacher_student', 'colleague', 'other'] as const;

export const conflicts = sqliteTable(
  'conflicts',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    /** Who is, or is not, in conflict. */
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    kind: text('kind', { enum: conflictKinds }).notNull(),
    /** What was written with it; sealed, context `conflict:<applicationId>:<personId>`. */
    sealedNote: blob('sealed_note', { mode: 'buffer' }),
    /** Somebody else than the person: then the person cannot overrule it. */
    saidBy: integer('said_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    at: instant('at').notNull(),
    /** When another statement took its place. */
    supersededAt: instant('superseded_at'),
  },
  (t) => [
    uniqueIndex('conflicts_current').on(t.personId, t.applicationId).where(isNull(t.supersededAt)),
    index('conflicts_application').on(t.applicationId, t.id),
    oneOf('conflicts_kind', t.kind, conflictKinds),
  ],
);

/**
 * SQL: this person has no conflict with this application, and it is not their own: nobody judges themselves, whatever they
 * said. What they may not see does not exist for them.
 */
export function withoutConflict(personId: number | SQL, applicationId: SQL): SQL {
  return sql`(not exists (select 1 from ${conflicts} in_conflict where in_conflict.person_id = ${personId}
    and in_conflict.application_id = ${applicationId} and in_conflict.kind <> 'none'
    and in_conflict.superseded_at is null)
    and not exists (select 1 from ${applications} their_own where their_own.id = ${applicationId}
    and their_own.person_id = ${personId}))`;
}
