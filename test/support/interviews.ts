// Panels, sessions with times, and applicants who are shortlisted, invited or booked: made by the services.
import { type Group, type Language, SYSTEM } from '../../src/access/actor.js';
import { applicationById, setState } from '../../src/applications/queries.js';
import * as bookings from '../../src/bookings/service.js';
import type { Call } from '../../src/calls/queries.js';
import { replaceStatement } from '../../src/conflicts/queries.js';
import { inTransaction } from '../../src/context.js';
import * as interviewQueries from '../../src/interviews/queries.js';
import type { Plan } from '../../src/interviews/rules.js';
import * as interviews from '../../src/interviews/service.js';
import * as invitations from '../../src/invitations/service.js';
import { endOfDay } from '../../src/lib/time.js';
import { actorOf, type Made, makeApplication, wholeAnswers } from './applications.js';
import type { World } from './world.js';

/** Somebody on the staff, signed in. */
export function makeMember(world: World, name: string, group: Group, language: Language = 'en') {
  const { personId, browser } = world.signedIn(name, [group], language);
  return { personId, browser, name, actor: actorOf(personId, [group], language) };
}

export type Member = ReturnType<typeof makeMember>;

/** Dafina coordinates, Mira reviews; both may sit on a panel. */
export function makePanel(world: World): { dafina: Member; mira: Member } {
  return {
    dafina: makeMember(world, 'Dafina', 'coordinator'),
    mira: makeMember(world, 'Mira', 'reviewer', 'sr'),
  };
}

/** Three times of half an hour on Monday, 2 November 2026, from 9:00, unless said otherwise. */
export const aPlan: Plan = {
  day: '2026-11-02',
  first: '09:00',
  minutes: 30,
  pause: 10,
  count: 3,
  lunchFrom: null,
  lunchTo: null,
};

/** A published session with its times. */
export function makeSession(
  world: World,
  call: Call,
  by: Member,
  panel: readonly number[],
  plan: Partial<Plan> = {},
  more: { place?: string; link?: string; draft?: boolean } = {},
): { id: number; slots: interviewQueries.Slot[] } {
  const id = interviews.plan(world.ctx, by.actor, {
    callId: call.id,
    place: more.place ?? 'HLC Kosovo, second floor',
    link: more.link ?? null,
    languages: ['sq', 'sr'],
    panel: [...panel],
  });
  interviews.addSlots(world.ctx, by.actor, id, { ...aPlan, ...plan });
  if (!more.draft) interviews.publish(world.ctx, by.actor, id);
  return { id, slots: interviewQueries.slotsOf(world.ctx.db, id) };
}

/** Puts an application where screening and scoring would have brought it. */
export function putInto(world: World, id: number, state: 'shortlisted' | 'interviewed'): void {
  const before = applicationById(world.ctx.db, id)?.state ?? 'submitted';
  setState(world.ctx.db, id, [before], state, { stateAt: world.clock.now() });
}

/** Somebody who applied and was invited; there need be no time yet. */
export function makeInvited(world: World, call: Call, name: string, language: Language = 'en'): Made {
  const about = { ...wholeAnswers(name).about, letterLanguage: language };
  const made = makeApplication(world, call, { name, language, answers: { about } });
  putInto(world, made.id, 'shortlisted');
  inTransaction(world.ctx, (inside) => {
    setState(inside.db, made.id, ['shortlisted'], 'invited', { stateAt: world.clock.now() });
    const application = applicationById(inside.db, made.id);
    if (!application) throw new Error('the application is not there');
    invitations.open(inside, SYSTEM, application, call, { replyBy: endOfDay('2026-10-30'), groupId: null });
  });
  return made;
}

/** Somebody who was invited and chose this time. */
export function makeBooked(
  world: World,
  call: Call,
  slotId: number,
  name: string,
  language: Language = 'en',
): Made {
  const made = makeInvited(world, call, name, language);
  bookings.choose(world.ctx, made.actor, { id: made.id, slotId });
  return made;
}

/** The clock goes to `instant`, and everybody who was signed in is there again: staff are signed out when idle. */
export function meetAt(world: World, instant: number): void {
  world.clock.set(instant);
  world.ctx.db.$client
    .prepare('update sessions set created_at = ?, last_seen_at = ?, expires_at = ?')
    .run(instant, instant, instant + 86_400_000);
}

/** Somebody is in conflict of interest with an application, as a colleague said. */
export function keepFrom(world: World, personId: number, applicationId: number): void {
  const said = { kind: 'friend', sealedNote: null, saidBy: personId, at: world.clock.now() } as const;
  replaceStatement(world.ctx.db, { applicationId, personId, ...said });
}
