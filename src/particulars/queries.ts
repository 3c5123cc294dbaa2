// Every SQL statement about what a report says in rows.
import { asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared, preparedFor } from '../../db/prepared.js';
import {
  reportAttendance,
  reportBreaks,
  reportConduct,
  reportIncidents,
  reportIndicators,
  reportJudgments,
  reportMotions,
  reportWitnesses,
} from '../../db/schema/particulars.js';
import type { Kind } from './form.js';

/** A row as it is stored: the sealed answers still sealed. */
export type Stored = Record<string, unknown> & { reportId: number; position: number };

/** One table a kind; what is said of all of them is written once. */
const tables = {
  attendance: reportAttendance,
  breaks: reportBreaks,
  motions: reportMotions,
  judgments: reportJudgments,
  witnesses: reportWitnesses,
  indicators: reportIndicators,
  conduct: reportConduct,
  incidents: reportIncidents,
} as const satisfies Record<Kind, unknown>;

type Any = typeof reportBreaks;
const tableOf = (kind: Kind) => tables[kind] as unknown as Any;

const statements = prepared((db) => {
  const of = (kind: Kind) => {
    const table = tableOf(kind);
    const mine = eq(table.reportId, sql.placeholder('reportId'));
    return {
      all: db.select().from(table).where(mine).orderBy(asc(table.position)).prepare(),
      clear: db.delete(table).where(mine).prepare(),
      add: preparedFor((inside, row: typeof table.$inferInsert) =>
        inside.insert(table).values(row).prepare(),
      ),
    };
  };
  return Object.fromEntries((Object.keys(tables) as Kind[]).map((kind) => [kind, of(kind)])) as Record<
    Kind,
    ReturnType<typeof of>
  >;
});

/** The rows of one kind, in their order. */
export function rowsIn(db: Db, kind: Kind, reportId: number): Stored[] {
  return statements(db)[kind].all.all({ reportId }) as unknown as Stored[];
}

/** Puts these rows in the place of those that were there. */
export function replaceRows(db: Db, kind: Kind, reportId: number, rows: readonly Stored[]): void {
  const { clear, add } = statements(db)[kind];
  clear.run({ reportId });
  for (const row of rows) add(db, row as never).run(row);
}
