// Publishes how many applicants of which communities a call reached: once, after it has closed, never fewer than five.
import type { Actor } from '../access/actor.js';
import { statusOf } from '../calls/present.js';
import { type Call, callById, textsOf } from '../calls/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, NotFound } from '../errors.js';
import { record } from '../history/record.js';
import * as queries from './queries.js';
import { publishable } from './rules.js';

/** A call that asks about communities, and what was published. Throws NotFound where it does not ask. */
export function talliesOf(ctx: Ctx, callId: number) {
  const call = asking(ctx, callId);
  return {
    call,
    texts: textsOf(ctx.db, callId),
    published: queries.tallyOf(ctx.db, callId),
    closed: isClosed(ctx, call),
  };
}

/** Freezes the counters of a closed call. Throws NotFound; Conflict while it is open, or when it was done before. */
export function publish(ctx: Ctx, actor: Actor, callId: number): void {
  inTransaction(ctx, (inside) => {
    const call = asking(inside, callId);
    if (!isClosed(inside, call)) throw new Conflict('tallies.open');
    const counts = publishable(queries.countersOf(inside.db, callId), queries.sentTo(inside.db, callId));
    const publishedAt = inside.clock.now();
    if (!queries.insertTally(inside.db, { callId, publishedAt, counts })) throw new Conflict('tallies.done');
    record(inside, actor, { entity: 'call', entityId: callId, event: 'publish_tallies' });
  });
}

function asking(ctx: Ctx, callId: number): Call {
  const call = callById(ctx.db, callId);
  if (call?.state !== 'published' || !call.settings.communityQuestion) throw new NotFound();
  return call;
}

function isClosed(ctx: Ctx, call: Call): boolean {
  return statusOf(call, ctx.clock.now()) === 'closed';
}
