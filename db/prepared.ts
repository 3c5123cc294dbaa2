// Prepares a statement once for each database: to write down what is asked costs drizzle more than the answer.
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
