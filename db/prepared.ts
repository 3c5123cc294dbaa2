// Prepares a statement once for each database: an unprepared one costs more than the answer.
import type { Db } from './open.js';

/**
 * The function that gives the statement `build` made for a database; it is made at the first question.
 * A transaction is a database of its own here, so that hot reads belong outside.
 */
export function prepared<Statement>(build: (db: Db) => Statement): (db: Db) => Statement {
  const kept = new WeakMap<Db, Statement>();
  return (db) => {
    const known = kept.get(db);
    if (known !== undefined) return known;
    const made = build(db);
    kept.set(db, made);
    return made;
  };
}
