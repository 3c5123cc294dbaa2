// The few column shapes every table shares, so that a state or a flag is always checked by the database too.
import { type SQL, sql } from 'drizzle-orm';
import { check, integer, type SQLiteColumn } from 'drizzle-orm/sqlite-core';

/** A CHECK that a text column holds one of `values` (or NULL). The values are ours, never user text. */
export const oneOf = (name: string, column: SQLiteColumn, values: readonly string[]) =>
  check(name, sql`${column} in ${list(values)}`);

/** A CHECK that a text column holds valid JSON. */
export const isJson = (name: string, column: SQLiteColumn) => check(name, sql`json_valid(${column})`);

/** Instants are epoch milliseconds, UTC; their names end in `At`. */
export const instant = (name: string) => integer(name);

/** Yes or no, stored as 1 or 0. */
export const flag = (name: string) => integer(name, { mode: 'boolean' }).notNull().default(false);

function list(values: readonly string[]): SQL {
  return sql.raw(`(${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')})`);
}
