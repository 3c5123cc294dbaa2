// Until when somebody has read the chronology of a case.
import { index, integer, primaryKey, sqliteTable } from 'drizzle-orm/sqlite-core';
import { cases } from './cases.js';
import { instant } from './columns.js';
import { people } from './people.js';

export const caseMarks = sqliteTable(
  'case_marks',
  {
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'restrict' }),
    lookedAt: instant('looked_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.caseId] }), index('case_marks_case').on(t.caseId)],
);
