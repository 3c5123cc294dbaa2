// Protected people, each of one case alone. The pseudonym is all there is: no column for a name, and none for words.
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { type ProtectiveMeasure, protectedRoles } from '../../src/lib/terms.js';
import { cases } from './cases.js';
import { instant, isJson, oneOf } from './columns.js';
import { people } from './people.js';

export const protectionGrounds = [
  'court_order',
  'sexual_violence',
  'child',
  'own_request',
  'safety',
] as const;

/** Somebody protected, of this case alone: the pseudonym is all there is. There is no column for a name, and none for words. */
export const protectedPeople = sqliteTable(
  'protected_people',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'restrict' }),
    pseudonym: text('pseudonym').notNull(),
    role: text('role', { enum: protectedRoles }).notNull(),
    ground: text('ground', { enum: protectionGrounds }).notNull(),
    measures: text('measures', { mode: 'json' }).$type<ProtectiveMeasure[]>().notNull(),
    /** The day of the court's order, where there is one. */
    orderedOn: text('ordered_on'),
    version: integer('version').notNull().default(1),
    changedAt: instant('changed_at').notNull(),
    addedAt: instant('added_at').notNull(),
    addedBy: integer('added_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    uniqueIndex('protected_people_pseudonym').on(t.caseId, t.pseudonym),
    oneOf('protected_people_role', t.role, protectedRoles),
    oneOf('protected_people_ground', t.ground, protectionGrounds),
    isJson('protected_people_measures', t.measures),
  ],
);
