// Prepares a statement once for each database, and reads its rows fast: what drizzle does per question and per cell
// costs more than the answer.
import type { Db } from './open.js';

/**
 * The function that gives the statement `build` made for a database; it is made at the first question. A transaction
 * is another `Db` on the same session, so that a statement made outside answers inside too, and the other way round.
 */
export function prepared<Statement>(build: (db: Db) => Statement): (db: Db) => Statement {
  const kept = new WeakMap<object, Statement>();
  return (db) => {
    const { session } = db as unknown as { session: object };
    const known = kept.get(session);
    if (known !== undefined) return known;
    const made = build(db);
    kept.set(session, made);
    return made;
  };
}

type Statement<Row> = {
  all(asked?: Record<string, unknown>): Row[];
  values(asked?: Record<string, unknown>): unknown;
};

/**
 * The rows of a statement without drizzle's mapping of every cell, which costs as much as finding them. Only for plain
 * columns: numbers and text as they are stored, no JSON, no yes or no. `columns` is what the statement selects.
 */
export function plainRows<Row>(
  statement: Statement<Row>,
  columns: Readonly<Record<keyof Row & string, unknown>>,
  asked: Record<string, unknown>,
): Row[] {
  const names = Object.keys(columns);
  return (statement.values(asked) as unknown[][]).map((cells) => {
    const row: Record<string, unknown> = {};
    for (let at = 0; at < names.length; at += 1) row[names[at] as string] = cells[at];
    return row as Row;
  });
}
