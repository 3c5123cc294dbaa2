// A timer does each thing once, however often it runs and whichever process it runs in.
import type { Ctx } from '../context.js';
import * as queries from './queries.js';

/** True when this was done already. */
export function isDone(ctx: Ctx, run: queries.Run): boolean {
  return queries.doneAt(ctx.db, run) !== undefined;
}

/** True when this was not done yet: now it counts as done, with the rest of the caller's transaction. */
export function once(ctx: Ctx, run: queries.Run): boolean {
  return queries.insertRun(ctx.db, run, ctx.clock.now());
}
