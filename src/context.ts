// The only seams: what is real in production and held still in tests.
import type { Logger } from 'pino';
import type { Db } from '../db/open.js';
import type { Config } from './config.js';

/** `now()` in epoch milliseconds, UTC. */
export type Clock = { now(): number };

export type Ctx = { db: Db; clock: Clock; config: Config; log: Logger };

export const systemClock: Clock = { now: () => Date.now() };

/** Runs `act` in one immediate transaction; nested calls join the outer one. All or nothing. */
export function inTransaction<T>(ctx: Ctx, act: (ctx: Ctx) => T): T {
  return ctx.db.transaction((tx) => act({ ...ctx, db: tx }), { behavior: 'immediate' });
}
