// The demonstration's places: offers that wait, were accepted, declined and lapsed, a reserve, refusals, and what waits for its release.
import { eq } from 'drizzle-orm';
import { type Actor, SYSTEM } from '../../src/access/actor.js';
import { applicationById } from '../../src/applications/queries.js';
import { callById } from '../../src/calls/queries.js';
import type { Ctx } from '../../src/context.js';
import { pendingDecisions } from '../../src/decisions/queries.js';
import * as decisions from '../../src/decisions/service.js';
import { hour, localDate, startOfDay } from '../../src/lib/time.js';
import { firstTerms } from '../../src/offers/rules.js';
import * as offers from '../../src/offers/service.js';
import * as replies from '../../src/replies/service.js';
import { letters } from '../schema/mail.js';
import type { SampleState } from './cast.js';

/** The director decided about those who were met, a day ago; two have answered since, and one has not. */
export function seedOffers(
  ctx: Ctx,
  callId: number,
  { coordinator, director }: { coordinator: Actor; director: Actor },
  samples: readonly { id: number; state: SampleState }[],
): void {
  const now = ctx.clock.now();
  const at = (instant: number): Ctx => ({ ...ctx, clock: { now: () => instant } });
  const call = callById(ctx.db, callId);
  const idsOf = (...states: SampleState[]) =>
    samples.filter(({ state }) => states.includes(state)).map(({ id }) => id);
  const terms = firstTerms(localDate(now), call?.settings.offerReplyDays ?? 7, { min: call?.monthsMin ?? 3 });
  // Late the evening before: a day to answer that was short is over by now.
  const then = at(startOfDay(localDate(now)) - 2 * hour);
  const prepare = (ctx: Ctx, kind: offers.Kind, ids: readonly number[], said: offers.Said) =>
    offers.prepare(ctx, director, { kind, callId, ids, declare: true, said: () => said });
  const day = localDate(then.clock.now());
  prepare(then, 'offer', idsOf('offer_lapsed'), { kind: 'offer', terms: { ...terms, replyOn: day } });
  prepare(then, 'offer', idsOf('offered', 'accepted', 'declined'), { kind: 'offer', terms });
  prepare(then, 'waitlist', idsOf('waitlisted'), { kind: 'waitlist', rank: 1 });
  const advice =
    'Na razgovoru ste dobro opisali postupak, ali ste retko rekli zašto nešto mislite. To se vežba: uzmite jednu presudu i napišite pola strane.';
  const reasons = ['places', 'reasoning'];
  prepare(then, 'reject', idsOf('not_selected'), { kind: 'reject', reasons, advice });
  const ids = samples.map(({ id }) => id);
  const waiting = pendingDecisions(ctx.db).filter(({ application }) => ids.includes(application.id));
  decisions.release(
    then,
    director,
    waiting.map(({ decision }) => decision.id),
  );
  for (const id of idsOf('accepted'))
    replies.accept(at(now - 3 * hour), applicantOf(ctx, id), 'offer.answer', { id, note: null });
  for (const id of idsOf('declined'))
    replies.decline(at(now - 2 * hour), applicantOf(ctx, id), 'offer.answer', {
      id,
      note: 'Dobio sam posao u struci, hvala na ponudi.',
    });
  for (const id of idsOf('offer_lapsed')) {
    const note = 'E arritëm me telefon: tha se do të përgjigjet, por nuk u përgjigj.';
    replies.lapse(ctx, coordinator, { id, note, reached: true });
  }
  // One offer, one place on the reserve list and one refusal wait for their release.
  prepare(ctx, 'waitlist', idsOf('interviewed').slice(0, 1), { kind: 'waitlist', rank: 2 });
  prepare(ctx, 'offer', idsOf('interviewed').slice(-1), { kind: 'offer', terms });
  const missed = { kind: 'reject', reasons: ['no_interview'], advice: null } as const;
  prepare(ctx, 'reject', idsOf('invited').slice(-1), missed);
  // Sample letters are there to be read, not to be sent.
  ctx.db.update(letters).set({ state: 'sent', sentAt: now }).where(eq(letters.state, 'queued')).run();
}

function applicantOf(ctx: Ctx, id: number): Actor {
  const application = applicationById(ctx.db, id);
  if (!application) throw new Error(`application ${id} is not there`);
  const { personId, language } = application;
  return { ...SYSTEM, personId, language, groups: ['applicant'] };
}
