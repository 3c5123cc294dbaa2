// Measures when nobody could send anything, gives that time back, and tells staff; people cannot be blamed for our outages.
import { type Actor, SYSTEM } from '../access/actor.js';
import * as calls from '../calls/service.js';
import { type Ctx, inTransaction } from '../context.js';
import * as lateKeys from '../late-keys/service.js';
import { endOfDay, localDate } from '../lib/time.js';
import * as tasks from '../tasks/service.js';
import * as queries from './queries.js';
import { extendedTo, isTooLong, type Outage, outageBetween } from './rules.js';

/**
 * A sign of life: people can send what they want to send. When the last one is too long ago, that was an outage: it is
 * noted, deadlines are moved for everybody, and staff are told; all of it once, whichever process comes first.
 */
export function beat(ctx: Ctx): void {
  inTransaction(ctx, (inside) => {
    const now = inside.clock.now();
    const outage = outageBetween(queries.lastBeat(inside.db), now);
    queries.putBeat(inside.db, now);
    if (outage) note(inside, outage);
  });
}

function note(ctx: Ctx, outage: Outage): void {
  const outageId = queries.insertOutage(ctx.db, outage);
  const affected = queries.callsDuring(ctx.db, outage);
  for (const call of affected) {
    const until = { sinceAt: call.opensAt, untilAt: call.closesAt, graceMinutes: call.graceMinutes };
    const afterAt = extendedTo(until, outage);
    if (afterAt === undefined) continue;
    calls.extend(ctx, SYSTEM, { id: call.id, closesAt: afterAt });
    const moved = { entity: 'call', entityId: call.id, beforeAt: call.closesAt, afterAt } as const;
    queries.insertExtension(ctx.db, { outageId, ...moved });
  }
  for (const key of queries.lateKeysDuring(ctx.db, outage)) {
    const shifted = extendedTo(key, outage);
    if (shifted === undefined) continue;
    // A key works to the end of a day, and is written down so.
    const afterAt = endOfDay(localDate(shifted));
    lateKeys.extend(ctx, SYSTEM, { id: key.id, expiresAt: afterAt });
    const moved = { entity: 'late_key', entityId: key.id, beforeAt: key.untilAt, afterAt } as const;
    queries.insertExtension(ctx.db, { outageId, ...moved });
  }
  const count = queries.extensionsFor(ctx.db, [outageId]).length;
  if (count > 0) tasks.open(ctx, { kind: 'outage', ...about(outageId), details: { count } });
  else if (isTooLong(outage) && affected.length > 0)
    tasks.open(ctx, { kind: 'outage-too-long', ...about(outageId) });
}

/** Somebody of the staff has seen what happened: the tasks up to this outage are done. Twice is once. */
export function acknowledge(ctx: Ctx, actor: Actor, upTo: number): void {
  inTransaction(ctx, (inside) => {
    for (const { id } of queries.latestOutages(inside.db, MOST).filter((one) => one.id <= upTo))
      for (const kind of ['outage', 'outage-too-long'] as const)
        tasks.close(inside, actor, { kind, ...about(id) });
  });
}

/** The latest outages with the deadlines that moved for them, the newest first; more than these are nobody's news. */
export function latest(ctx: Ctx) {
  const outages = queries.latestOutages(ctx.db, MOST);
  const extensions = queries.extensionsFor(
    ctx.db,
    outages.map(({ id }) => id),
  );
  return outages.map((outage) => ({
    ...outage,
    tooLong: isTooLong(outage),
    extensions: extensions.filter(({ outageId }) => outageId === outage.id),
  }));
}

const MOST = 50;
const about = (entityId: number) => ({ entity: 'outage', entityId });
