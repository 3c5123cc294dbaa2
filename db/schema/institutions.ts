// Law faculties that a call may name, with their names in three languages.
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { oneOf } from './columns.js';

export const institutionKinds = ['public', 'private'] as const;

export const institutions = sqliteTable(
  'institutions',
  {
    /** A short word that never changes: conditions and answers name it. */
    id: text('id').primaryKey(),
    nameSq: text('name_sq').notNull(),
    nameSr: text('name_sr').notNull(),
    nameEn: text('name_en').notNull(),
    kind: text('kind', { enum: institutionKinds }).notNull(),
    city: text('city').notNull(),
    /** Its number in the history; given once, never again. */
    number: integer('number'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    uniqueIndex('institutions_number').on(t.number),
    oneOf('institutions_kind', t.kind, institutionKinds),
  ],
);
