// Prepares a statement once for each database: to write down what is asked costs drizzle more than the answer.
import { sql } from 'drizzle-orm';
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

/**
 * As `prepared`, for a statement that writes a row: one for each set of columns that is given. `build` is handed the
 * row with places for its values, which are filled in when the statement runs; what is null is null for good.
 */
export function preparedFor<Row extends object, Statement>(
  build: (db: Db, columns: Row) => Statement,
): (db: Db, row: Row) => Statement {
  const statementsOf = prepared(() => new Map<string, Statement>());
  return (db, row) => {
    const given = Object.entries(row).filter(([, value]) => value !== undefined);
    const shape = given.map(([name, value]) => (value === null ? `${name}=null` : name)).join();
    const statements = statementsOf(db);
    const known = statements.get(shape);
    if (known !== undefined) return known;
    const columns = given.map(([name, value]) => [name, value === null ? null : sql.placeholder(name)]);
    const made = build(db, Object.fromEntries(columns));
    statements.set(shape, made);
    return made;
  };
}
