// Who takes part in a case under their name: the accused, the panel, prosecution, counsel, injured parties, interpreters.
import { isNull, sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { namedRoles } from '../../src/lib/terms.js';
import { cases } from './cases.js';
import { instant, oneOf } from './columns.js';
import { parties } from './parties.js';
import { people } from './people.js';

export const custodies = [
  'detained',
  'house_detention',
  'released',
  'fugitive',
  'serving_sentence',
  'unknown',
] as const;
export const counselKinds = ['chosen', 'appointed'] as const;

/** Somebody named who takes part in a case, in one role, for a time. */
export const participants = sqliteTable(
  'participants',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'restrict' }),
    partyId: integer('party_id')
      .notNull()
      .references(() => parties.id, { onDelete: 'restrict' }),
    role: text('role', { enum: namedRoles }).notNull(),
    /** Local days; no end: still in this role. */
    sinceOn: text('since_on').notNull(),
    untilOn: text('until_on'),
    /** Of the accused alone. */
    custody: text('custody', { enum: custodies }),
    inAbsentia: integer('in_absentia', { mode: 'boolean' }),
    /** Of counsel alone: whom they defend or represent (a participant of the same case), and who chose them. */
    forId: integer('for_id'),
    counselKind: text('counsel_kind', { enum: counselKinds }),
    version: integer('version').notNull().default(1),
    changedAt: instant('changed_at').notNull(),
    addedAt: instant('added_at').notNull(),
    addedBy: integer('added_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    uniqueIndex('participants_current').on(t.caseId, t.partyId, t.role).where(isNull(t.untilOn)),
    index('participants_case').on(t.caseId, t.role, t.id),
    index('participants_party').on(t.partyId, t.caseId),
    oneOf('participants_role', t.role, namedRoles),
    oneOf('participants_custody', t.custody, custodies),
    oneOf('participants_counsel', t.counselKind, counselKinds),
    check(
      'participants_accused',
      sql`(${t.role} = 'ACC') = (${t.custody} is not null and ${t.inAbsentia} is not null)`,
    ),
    check('participants_days', sql`${t.untilOn} is null or ${t.untilOn} >= ${t.sinceOn}`),
  ],
);
