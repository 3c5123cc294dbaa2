// The only seams: what is real in production and held still in tests.
import type { Logger } from 'pino';
import type { Db } from '../db/open.js';
import type { Config } from './config.js';

/** `now()` in epoch milliseconds, UTC. */
export type Clock = { now(): number };

export type Ctx = { db: Db; clock: Clock; config: Config; log: Logger };

export const systemClock: Clock = { now: () => Date.now() };

/**
 * Runs `act` in one immediate transaction; nested calls join the outer one. All or nothing. Throws what `act` threw: on a
 * full disk SQLite has rolled everything back by itself, and drizzle would report that its savepoint is gone instead.
 */
export function inTransaction<T>(ctx: Ctx, act: (ctx: Ctx) => T): T {
  let first: { error: unknown } | undefined;
  const acting = (db: Db): T => {
    try {
      return act({ ...ctx, db });
    } catch (error) {
      first = { error };
      throw error;
    }
  };
  try {
    return ctx.db.transaction(acting, { behavior: 'immediate' });
  } catch (error) {
    throw first ? first.error : error;
  }
}
