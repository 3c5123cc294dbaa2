// The reserve list: a place on it, its order changed with a reason, and places that became free given to the next.
import { type Actor, SYSTEM } from '../access/actor.js';
import * as calls from '../calls/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Invalid, Stale } from '../errors.js';
import { lastChange } from '../history/queries.js';
import { newGroup, record } from '../history/record.js';
import { restate } from '../mail/words.js';
import { placesTaken } from '../offers/queries.js';
import { placesLeft } from '../offers/rules.js';
import { callFor } from '../reading/service.js';
import { openTasks } from '../tasks/queries.js';
import * as tasks from '../tasks/service.js';
import { linesOf } from './present.js';
import * as queries from './queries.js';
import { orderFrom, vacancies } from './rules.js';

/** The reserve list of a call in its order, and that order in one word. Throws NotFound. */
export function opened(ctx: Ctx, actor: Actor, callId: number) {
  const { call, texts } = callFor(ctx, callId);
  const list = queries.listFor(ctx.db, actor.personId, call.id);
  return {
    call,
    texts,
    list,
    seen: list.map(({ decisionId }) => decisionId).join('.'),
  };
}

export type Opened = ReturnType<typeof opened>;

/** Keeps the number that a decision gives. Runs in the caller's transaction. */
export function keep(
  ctx: Ctx,
  row: { decisionId: number; applicationId: number; callId: number; rank: number },
): void {
  queries.insertReserve(ctx.db, { ...row, place: row.rank, waitlistedAt: ctx.clock.now() });
}

/**
 * Changes the order; letters that are still drafts are written anew with their number. Throws Stale when the list is not
 * the one that was `seen`, and Invalid beside each number that cannot be, or when nothing changes.
 */
export function reorder(
  ctx: Ctx,
  actor: Actor,
  input: { callId: number; seen: string | null; reason: string; typed: Readonly<Record<string, unknown>> },
): void {
  inTransaction(ctx, (inside) => {
    const { call, list, seen } = opened(inside, actor, input.callId);
    if ((input.seen ?? '') !== seen) throw new Stale(linesOf(list), changedAt(inside, list));
    const standing = list.map((one) => ({
      ...one,
      isTold: one.state === 'released',
      isFixed: one.isFree === 0,
    }));
    const { order, problems } = orderFrom(input.typed, standing);
    if (Object.keys(problems).length > 0) throw new Invalid(problems);
    const moved = list.filter(({ id }, index) => order[index] !== id);
    if (moved.length === 0) throw new Invalid({ [`rank_${list[0]?.id}`]: 'reserves.problem.same' });
    const sorted = order.flatMap((id) => list.find((one) => one.id === id) ?? []);
    queries.putInOrder(
      inside.db,
      call.id,
      sorted.map(({ decisionId }) => decisionId),
    );
    const groupId = newGroup();
    for (const one of moved) {
      const [from, to] = [list.indexOf(one) + 1, sorted.indexOf(one) + 1];
      record(inside, actor, {
        entity: 'application',
        entityId: one.id,
        event: 'rerank',
        role: 'director',
        groupId,
        note: input.reason,
        details: { from, to },
      });
    }
    for (const [index, one] of sorted.entries())
      if (one.state === 'pending' && one.rank !== index + 1) tellAnew(inside, actor, one, index + 1);
    giveOn(inside, actor, call.id);
  });
}

/** The draft of somebody the director is kept from is not theirs to write: only its number follows. */
function tellAnew(ctx: Ctx, actor: Actor, one: Opened['list'][number], rank: number): void {
  queries.setRank(ctx.db, one.decisionId, rank);
  if (one.letterId !== null) restate(ctx, one.isFree === 1 ? actor : SYSTEM, one.letterId, { rank });
}

function changedAt(ctx: Ctx, list: Opened['list']): number {
  const times = list.map(({ id }) => lastChange(ctx.db, 'application', id)?.at ?? 0);
  return times.length === 0 ? ctx.clock.now() : Math.max(...times);
}

const giveOnKind = 'offer-to-reserve';

/** For every place of a call that was given up: the next on the reserve list, as a task. Runs in the caller's transaction. */
export function giveOn(ctx: Ctx, actor: Actor, callId: number): void {
  const call = calls.callById(ctx.db, callId);
  if (!call) return;
  const left = placesLeft(call.places, placesTaken(ctx.db, callId));
  const open = vacancies({ ...queries.givenUp(ctx.db, callId), all: call.places, left });
  const next = queries.nextReserves(ctx.db, callId).slice(0, open);
  const waiting = openTasks(ctx.db, giveOnKind).filter(({ details }) => details.call === callId);
  for (const { entityId, details } of waiting) {
    if (next.some(({ id, rank }) => id === entityId && rank === details.rank)) continue;
    tasks.close(ctx, actor, { kind: giveOnKind, entity: 'application', entityId });
  }
  for (const { id, reference, rank } of next)
    tasks.open(ctx, {
      kind: giveOnKind,
      entity: 'application',
      entityId: id,
      details: { reference: reference ?? '', rank, call: callId },
    });
  const empty = { kind: 'place-free', entity: 'call', entityId: callId } as const;
  if (open > next.length) tasks.open(ctx, { ...empty, details: { count: open - next.length } });
  else tasks.close(ctx, actor, empty);
}
