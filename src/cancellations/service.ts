// A session, or one time of it, is taken away: whoever had a time is told why, and offered another.
import type { Actor } from '../access/actor.js';
import { confirmedIn } from '../bookings/queries.js';
import * as bookings from '../bookings/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Invalid, NotFound } from '../errors.js';
import { slotById } from '../interviews/queries.js';
import * as interviews from '../interviews/service.js';
import * as panels from '../panels/service.js';

/** What goes: a whole session, or one time. */
export type Gone = { sessionId: number } | { slotId: number };

/** The times that are about to be taken away, with who has them and what each could take instead. Throws NotFound. */
export function toCancel(ctx: Ctx, actor: Actor, what: Gone) {
  const found = 'slotId' in what ? slotById(ctx.db, what.slotId) : undefined;
  const sessionId = 'sessionId' in what ? what.sessionId : (found?.session.id ?? 0);
  const { session, slots, panel } = interviews.load(ctx, actor, 'interview.plan', sessionId);
  const gone = found ? slots.filter(({ id }) => id === found.slot.id) : slots;
  if (session.state === 'cancelled' || (found && gone.length === 0)) throw new NotFound();
  const now = ctx.clock.now();
  const toCome = gone.filter(({ startsAt }) => startsAt > now);
  const ids = toCome.map(({ id }) => id);
  const concerned = confirmedIn(ctx.db, ids).map((booking) => {
    const loaded = bookings.load(ctx, actor, 'interview.book', booking.applicationId);
    return { ...loaded, booking, free: loaded.free.filter(({ slot }) => !ids.includes(slot.id)) };
  });
  // Where somebody was met already, the session stays and only what is to come goes.
  const whole = !found && toCome.length === gone.length;
  return { session, panel, slots: toCome, concerned, whole };
}

/**
 * Takes a session or one time of it away. Who had a time is told why, and offered another. Throws Invalid when a
 * reason or an offer is missing, or one is offered twice.
 */
export function cancel(
  ctx: Ctx,
  actor: Actor,
  what: Gone,
  input: { reason: string | null; alternatives: ReadonlyMap<number, number> },
): void {
  inTransaction(ctx, (inside) => {
    const { session, slots, concerned, whole } = toCancel(inside, actor, what);
    const ids = slots.map(({ id }) => id);
    const { reason } = input;
    if (concerned.length > 0 && reason === null) throw new Invalid({ reason: 'form.required' });
    const offered = new Set<number>();
    for (const { booking } of concerned) {
      const field = `alternative_${booking.id}`;
      const alternative = input.alternatives.get(booking.id);
      if (alternative === undefined) throw new Invalid({ [field]: 'form.required' });
      if (offered.has(alternative)) throw new Invalid({ [field]: 'cancellations.problem.offered_twice' });
      offered.add(alternative);
      const loaded = bookings.load(inside, actor, 'interview.book', booking.applicationId);
      bookings.takeBack(inside, actor, loaded, { reason: reason ?? '', alternative, field, without: ids });
    }
    interviews.cancel(inside, actor, session, ids, whole);
    if ('sessionId' in what) panels.sessionEnds(inside, actor, session.id);
  });
}
