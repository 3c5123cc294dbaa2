// Cases before the courts: against whom, numbers, stages, and notes of staff.
import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { courts, phases } from '../../src/lib/terms.js';
import { flag, instant, oneOf } from './columns.js';
import { people } from './people.js';

export const numberKinds = [
  'indictment',
  'first_instance',
  'appeal',
  'supreme',
  'constitutional',
  'specialist',
  'other',
] as const;

export const cases = sqliteTable(
  'cases',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Against whom, as the case is called: the title is "Prosecutor v. …" in the reader's language. */
    against: text('against').notNull(),
    court: text('court', { enum: courts }).notNull(),
    /** The phase of its latest stage, for lists. */
    phase: text('phase', { enum: phases }).notNull(),
    sample: flag('sample'),
    version: integer('version').notNull().default(1),
    changedAt: instant('changed_at').notNull(),
    addedAt: instant('added_at').notNull(),
    addedBy: integer('added_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    index('cases_by_change').on(t.changedAt, t.id),
    index('cases_by_phase').on(t.phase, t.changedAt, t.id),
    oneOf('cases_court', t.court, courts),
    oneOf('cases_phase', t.phase, phases),
  ],
);

/** One of a case's numbers, as it was written, and as it is found however it is typed. */
export const caseNumbers = sqliteTable(
  'case_numbers',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'restrict' }),
    kind: text('kind', { enum: numberKinds }).notNull(),
    written: text('written').notNull(),
    /** ps-76-2019 */
    numberKey: text('number_key').notNull(),
    /** 76-2019: found without its letters too. */
    digits: text('digits').notNull(),
    addedAt: instant('added_at').notNull(),
    addedBy: integer('added_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    uniqueIndex('case_numbers_once').on(t.caseId, t.numberKey),
    index('case_numbers_key').on(t.numberKey, t.caseId),
    index('case_numbers_digits').on(t.digits, t.caseId),
    oneOf('case_numbers_kind', t.kind, numberKinds),
  ],
);

export const caseStages = sqliteTable(
  'case_stages',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'restrict' }),
    phase: text('phase', { enum: phases }).notNull(),
    court: text('court', { enum: courts }).notNull(),
    /** Local day it began. */
    startedOn: text('started_on').notNull(),
    addedAt: instant('added_at').notNull(),
    addedBy: integer('added_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    index('case_stages_case').on(t.caseId, t.startedOn),
    oneOf('case_stages_phase', t.phase, phases),
    oneOf('case_stages_court', t.court, courts),
  ],
);

/** What staff note about a case, sealed, context `case_note:<case>:<instant>`. */
export const caseNotes = sqliteTable(
  'case_notes',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'restrict' }),
    sealed: blob('sealed', { mode: 'buffer' }).notNull(),
    addedAt: instant('added_at').notNull(),
    addedBy: integer('added_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [index('case_notes_case').on(t.caseId, t.id)],
);
