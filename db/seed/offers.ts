// The demonstration's offers: one waits for its answer, one was accepted, one declined, and somebody is on the reserve list.
import { eq } from 'drizzle-orm';
import { type Actor, SYSTEM } from '../../src/access/actor.js';
import { applicationById } from '../../src/applications/queries.js';
import { callById } from '../../src/calls/queries.js';
import type { Ctx } from '../../src/context.js';
import { pendingDecisions } from '../../src/decisions/queries.js';
import * as decisions from '../../src/decisions/service.js';
import { hour, localDate } from '../../src/lib/time.js';
import { firstTerms } from '../../src/offers/rules.js';
import * as offers from '../../src/offers/service.js';
import * as replies from '../../src/replies/service.js';
import { letters } from '../schema/mail.js';
import type { SampleState } from './cast.js';

/** The director decides about those who were met, a day ago; two have answered since. */
export function seedOffers(
  ctx: Ctx,
  callId: number,
  director: Actor,
  samples: readonly { id: number; state: SampleState }[],
): void {
  const now = ctx.clock.now();
  const at = (instant: number): Ctx => ({ ...ctx, clock: { now: () => instant } });
  const call = callById(ctx.db, callId);
  const idsOf = (...states: SampleState[]) =>
    samples.filter(({ state }) => states.includes(state)).map(({ id }) => id);
  const terms = firstTerms(localDate(now), call?.settings.offerReplyDays ?? 7, { min: call?.monthsMin ?? 3 });
  const then = at(now - 20 * hour);
  for (const kind of ['offer', 'waitlist'] as const) {
    const ids = kind === 'offer' ? idsOf('offered', 'accepted', 'declined') : idsOf('waitlisted');
    const said = (): offers.Said => (kind === 'offer' ? { kind, terms } : { kind, rank: 1 });
    offers.prepare(then, director, { kind, callId, ids, declare: true, said });
    const waiting = pendingDecisions(ctx.db).filter(({ application }) => ids.includes(application.id));
    decisions.release(
      then,
      director,
      waiting.map(({ decision }) => decision.id),
    );
  }
  for (const id of idsOf('accepted'))
    replies.accept(at(now - 3 * hour), applicantOf(ctx, id), 'offer.answer', { id, note: null });
  for (const id of idsOf('declined'))
    replies.decline(at(now - 2 * hour), applicantOf(ctx, id), 'offer.answer', {
      id,
      note: 'Dobio sam posao u struci, hvala na ponudi.',
    });
  // Sample letters are there to be read, not to be sent.
  ctx.db.update(letters).set({ state: 'sent', sentAt: now }).where(eq(letters.state, 'queued')).run();
}

function applicantOf(ctx: Ctx, id: number): Actor {
  const application = applicationById(ctx.db, id);
  if (!application) throw new Error(`application ${id} is not there`);
  const { personId, language } = application;
  return { ...SYSTEM, personId, language, groups: ['applicant'] };
}
