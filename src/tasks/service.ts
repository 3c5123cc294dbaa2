// Puts something before staff, and takes it away when it is done. Both run in the caller's transaction.
import type { Actor } from '../access/actor.js';
import type { Ctx } from '../context.js';
import type { TaskKind } from './present.js';
import * as queries from './queries.js';

export type Thing = { kind: TaskKind; entity: string; entityId: number };

/**
 * Opens a task; the same one twice is one. `details` fill `tasks.line.<kind>`: numbers, text keys and words of
 * ours, never what somebody typed. `dueAt` in epoch milliseconds.
 */
export function open(
  ctx: Ctx,
  task: Thing & { details?: Record<string, string | number>; dueAt?: number | null },
): void {
  queries.insertTask(ctx.db, { dueAt: null, details: {}, ...task, createdAt: ctx.clock.now() });
}

/** Closes the task, if it is open; answers whether it was. */
export function close(ctx: Ctx, actor: Actor, thing: Thing): boolean {
  return queries.finishTask(ctx.db, thing, { doneAt: ctx.clock.now(), doneBy: actor.personId || null });
}
