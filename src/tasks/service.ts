// Puts something before staff, and takes it away when it is done. Both run in the caller's transaction.
import type { Actor, Group } from '../access/actor.js';
import type { Ctx } from '../context.js';
import type { TaskKind } from './present.js';
import * as queries from './queries.js';

export type Thing = { kind: TaskKind; entity: string; entityId: number };

/**
 * Opens a task, for one person, for a group, or for everybody who reads tasks; the same one twice is one. `details`
 * fill `tasks.line.<kind>`: numbers, text keys and words of ours, never what somebody typed. `dueAt` in epoch
 * milliseconds. `notFor`: people who may not do it themselves.
 */
export function open(
  ctx: Ctx,
  task: Thing & {
    for?: { personId: number } | { group: Group };
    details?: Record<string, string | number>;
    dueAt?: number | null;
    notFor?: readonly number[];
  },
): void {
  const { for: whom, ...rest } = task;
  queries.insertTask(ctx.db, { dueAt: null, details: {}, ...rest, ...whom, createdAt: ctx.clock.now() });
}

/** Closes the task, if it is open; with `personId` that person's alone. Answers whether it was. */
export function close(ctx: Ctx, actor: Actor, thing: Thing & { personId?: number }): boolean {
  return queries.finishTask(ctx.db, thing, { doneAt: ctx.clock.now(), doneBy: actor.personId || null });
}
