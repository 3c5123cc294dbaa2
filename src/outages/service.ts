// Measures when nobody could send anything, gives that time back, and tells staff; people cannot be blamed for our outages.
import { type Actor, SYSTEM } from '../access/actor.js';
import * as calls from '../calls/service.js';
import * as contests from '../contests/service.js';
import { type Ctx, inTransaction } from '../context.js';
import * as lateKeys from '../late-keys/service.js';
import { endOfDay, localDate } from '../lib/time.js';
import * as offers from '../offers/service.js';
import * as requests from '../requests/service.js';
import * as tasks from '../tasks/service.js';
import * as queries from './queries.js';
import { doubtUntil, extendedTo, isTooLong, type Outage, outageBetween } from './rules.js';

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

/** Until when nothing may be erased by itself, as the clock may be wrong; undefined where nothing is in the way. */
export function inDoubtUntil(ctx: Ctx): number | undefined {
  return doubtUntil(queries.lastBeat(ctx.db), queries.latestOutages(ctx.db, MOST), ctx.clock.now());
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
  giveBackDays(ctx, outageId, outage);
  const count = queries.extensionsFor(ctx.db, [outageId]).length;
  if (count > 0) tasks.open(ctx, { kind: 'outage', ...about(outageId), details: { count } });
  else if (isTooLong(outage) && (affected.length > 0 || tookTime(ctx, outage)))
    tasks.open(ctx, { kind: 'outage-too-long', ...about(outageId) });
}

/** True when somebody's own time ran meanwhile. */
function tookTime(ctx: Ctx, outage: Outage): boolean {
  const { fromAt, untilAt } = outage;
  const own = [queries.lateKeysDuring, queries.requestsDuring, queries.offersDuring];
  return (
    own.some((during) => during(ctx.db, outage).length > 0) ||
    contests.contestable(ctx).some((one) => one.sinceAt < untilAt && one.untilAt >= fromAt)
  );
}

type Days = { id: number; sinceAt: number; untilAt: number };

/** What is somebody's own runs to the end of a day, was told so, and is moved so. */
function giveBackDays(ctx: Ctx, outageId: number, outage: Outage): void {
  const move = <One extends Days>(
    entity: 'late_key' | 'request' | 'offer' | 'contest',
    rows: readonly One[],
    extend: (one: One, until: number) => void,
  ) => {
    for (const one of rows) {
      const shifted = extendedTo(one, outage);
      if (shifted === undefined) continue;
      const afterAt = endOfDay(localDate(shifted));
      extend(one, afterAt);
      queries.insertExtension(ctx.db, { outageId, entity, entityId: one.id, beforeAt: one.untilAt, afterAt });
    }
  };
  move('late_key', queries.lateKeysDuring(ctx.db, outage), ({ id }, expiresAt) =>
    lateKeys.extend(ctx, SYSTEM, { id, expiresAt }),
  );
  move('request', queries.requestsDuring(ctx.db, outage), ({ id, applicationId }, dueAt) =>
    requests.extend(ctx, SYSTEM, { id, applicationId, dueAt }),
  );
  move('offer', queries.offersDuring(ctx.db, outage), ({ id, applicationId }, replyBy) =>
    offers.extend(ctx, SYSTEM, { decisionId: id, applicationId, replyBy, event: 'extend_reply' }),
  );
  // How long a decision may be contested is reckoned, and what moved it stands with the outage alone.
  move('contest', contests.contestable(ctx), ({ applicationId }) =>
    contests.extended(ctx, SYSTEM, applicationId),
  );
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
