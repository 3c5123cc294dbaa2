// Ties of monitors to cases: who has one that stands is neither assigned to the case nor reads it.
import { isNull, type SQL, sql } from 'drizzle-orm';
import { index, integer, type SQLiteColumn, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { cases } from './cases.js';
import { instant, oneOf } from './columns.js';
import { people } from './people.js';

export const tieKinds = ['family', 'work', 'acquaintance', 'party_to_case', 'other'] as const;

/** A tie of a monitor to a case: no assignment, no reading. */
export const ties = sqliteTable(
  'ties',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'restrict' }),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    kind: text('kind', { enum: tieKinds }).notNull(),
    declaredAt: instant('declared_at').notNull(),
    declaredBy: integer('declared_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    liftedAt: instant('lifted_at'),
  },
  (t) => [
    uniqueIndex('ties_standing').on(t.caseId, t.personId).where(isNull(t.liftedAt)),
    index('ties_person').on(t.personId),
    oneOf('ties_kind', t.kind, tieKinds),
  ],
);

/** SQL: this person has no tie that stands to this case. What they may not read does not exist for them. */
export function withoutTie(personId: number | SQL, caseId: SQL | SQLiteColumn): SQL {
  return sql`not exists (select 1 from ${ties} a_tie where a_tie.case_id = ${caseId}
    and a_tie.person_id = ${personId} and a_tie.lifted_at is null)`;
}
