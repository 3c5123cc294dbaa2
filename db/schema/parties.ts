// The people register: one row for each person before the courts, with every spelling. Nobody protected stands here.
import {
  type AnySQLiteColumn,
  index,
  integer,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { flag, instant, oneOf } from './columns.js';
import { people } from './people.js';

export const aliasKinds = ['sq', 'sr', 'cyrillic', 'press', 'former'] as const;

export const parties = sqliteTable(
  'parties',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    name: text('name').notNull(),
    /** The words of the name folded and sorted: who is written twice has the same. */
    nameKey: text('name_key').notNull(),
    /** Found to be the same person as this one, who stands for both; never a chain. */
    mergedIntoId: integer('merged_into_id').references((): AnySQLiteColumn => parties.id, {
      onDelete: 'restrict',
    }),
    sample: flag('sample'),
    version: integer('version').notNull().default(1),
    addedAt: instant('added_at').notNull(),
    addedBy: integer('added_by').references(() => people.id, { onDelete: 'restrict' }),
    /** The name as the word it is ordered by, per language (lib/order.ts). */
    orderSq: text('order_sq').notNull().default(''),
    orderSr: text('order_sr').notNull().default(''),
    orderEn: text('order_en').notNull().default(''),
  },
  (t) => [
    index('parties_name_key').on(t.nameKey),
    index('parties_merged').on(t.mergedIntoId),
    index('parties_by_name_sq').on(t.orderSq, t.id),
    index('parties_by_name_sr').on(t.orderSr, t.id),
    index('parties_by_name_en').on(t.orderEn, t.id),
  ],
);

/** Another spelling of somebody's name, as somebody wrote it. */
export const partyAliases = sqliteTable(
  'party_aliases',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    partyId: integer('party_id')
      .notNull()
      .references(() => parties.id, { onDelete: 'restrict' }),
    kind: text('kind', { enum: aliasKinds }).notNull(),
    written: text('written').notNull(),
    nameKey: text('name_key').notNull(),
    addedAt: instant('added_at').notNull(),
  },
  (t) => [
    uniqueIndex('party_aliases_written').on(t.partyId, t.written),
    index('party_aliases_key').on(t.nameKey),
    oneOf('party_aliases_kind', t.kind, aliasKinds),
  ],
);

/** That two rows were found to be one person: who said so, when, and how the one that went was written. */
export const partyMerges = sqliteTable(
  'party_merges',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    keptId: integer('kept_id')
      .notNull()
      .references(() => parties.id, { onDelete: 'restrict' }),
    goneId: integer('gone_id')
      .notNull()
      .references(() => parties.id, { onDelete: 'restrict' }),
    goneName: text('gone_name').notNull(),
    /** In how many places the one that went stood; all of them are still there. */
    links: integer('links').notNull(),
    mergedAt: instant('merged_at').notNull(),
    mergedBy: integer('merged_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [index('party_merges_kept').on(t.keptId), uniqueIndex('party_merges_gone').on(t.goneId)],
);
