// Figures of a period as they stood on a day: what a printed report says can still be traced when the calendar has moved on.
import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { instant, isJson } from './columns.js';
import { people } from './people.js';

/** `ids`: the hearings or cases a number is made of; `each`: how often each of them counts. */
export type FrozenCell = { count: number; of: number | null; ids: number[]; each: number[] };
export type FrozenTable = {
  name: string;
  kind: 'hearings' | 'cases';
  base: number;
  columns: string[];
  rows: { code: string; cells: FrozenCell[] }[];
};

/** Only ever added to. */
export const frozenFigures = sqliteTable(
  'frozen_figures',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    year: integer('year').notNull(),
    /** 1 to 4; none: the whole year. */
    quarter: integer('quarter'),
    frozenAt: instant('frozen_at').notNull(),
    frozenBy: integer('frozen_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    tables: text('tables', { mode: 'json' }).$type<FrozenTable[]>().notNull(),
  },
  (t) => [
    index('frozen_figures_period').on(t.year, t.quarter, t.id),
    check('frozen_figures_quarter', sql`${t.quarter} between 1 and 4`),
    isJson('frozen_figures_tables', t.tables),
  ],
);
