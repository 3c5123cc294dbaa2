// An application is withdrawn, by the applicant or by staff at the applicant's request, and taken back while it may be.
import type { Actor } from '../access/actor.js';
import { type Application, liveApplication } from '../applications/queries.js';
import { mayReinstate } from '../applications/rules.js';
import * as applications from '../applications/service.js';
import { moves, type State } from '../applications/states.js';
import * as attendance from '../attendance/service.js';
import * as bookings from '../bookings/service.js';
import * as contests from '../contests/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict } from '../errors.js';
import { timelineOf } from '../history/queries.js';
import { newGroup } from '../history/record.js';
import { step } from '../lib/step.js';
import { placesTaken } from '../offers/queries.js';
import { placesLeft } from '../offers/rules.js';
import { placementOf } from '../placements/queries.js';
import * as placements from '../placements/service.js';
import * as replies from '../replies/service.js';

/** The applicant's own, staff's at the applicant's request, or a director's who puts a mistake right. */
export type By = 'application.withdraw' | 'withdrawal.enter' | 'decision.correct';
const roles = {
  'application.withdraw': 'applicant',
  'withdrawal.enter': 'coordinator',
  'decision.correct': 'director',
} as const;

/** `version`, where staff ask: the application's when their page was shown; Stale is thrown when it is no longer. */
type Asked = { id: number; reason: string | null; version?: number };

/**
 * An application with its person's name, whether the deadline is still to come, and whether an internship that is being
 * prepared would end with it. Throws NotFound.
 */
export function opened(ctx: Ctx, actor: Actor, by: By, id: number) {
  const shown = applications.opened(ctx, actor, by, id);
  return {
    ...shown,
    name: applications.nameOf(ctx, shown.application),
    inTime: ctx.clock.now() <= shown.call.closesAt,
    endsPlacement: placementOf(ctx.db, id)?.state === 'onboarding',
  };
}

/**
 * Withdraws what was sent; the receipt says until when it can be taken back. An interview that was booked is cancelled,
 * both sides are told why, and who takes the withdrawal back chooses a time anew. An internship that is being prepared
 * ends with it, and its place goes to the next. Throws Conflict once the internship has begun.
 */
export function withdraw(ctx: Ctx, actor: Actor, by: Exclude<By, 'decision.correct'>, input: Asked): void {
  inTransaction(ctx, (inside) => {
    const { application, call } = applications.load(inside, actor, by, input.id);
    if (input.version !== undefined) applications.checkVersion(inside, application, input.version);
    applications.move(inside, actor, application, 'withdraw', {
      role: roles[by],
      change: { returnTo: application.state === 'booked' ? 'invited' : application.state },
      note: input.reason,
    });
    bookings.release(inside, application);
    attendance.forget(inside, actor, application.id);
    placements.withdraw(inside, actor, application, roles[by]);
    applications.write(inside, application, call, 'application-withdrawn');
    replies.settle(inside, actor, application);
  });
}

/** Where it goes back to once what was asked for has come; null unless it was asked for something when withdrawn. */
function askedFrom(ctx: Ctx, { id, returnTo }: Application): State | null {
  if (returnTo !== 'info_requested') return null;
  const ask = timelineOf(ctx.db, 'application', id).findLast(({ event }) => event === 'ask');
  return (ask?.fromState ?? 'submitted') as State;
}

/**
 * Takes a withdrawal back, and the internship that ended with it is prepared again. Throws Conflict when it is too late
 * for that, another application was begun, or the place was given to somebody else meanwhile.
 */
export function reinstate(ctx: Ctx, actor: Actor, by: By, input: Asked): void {
  inTransaction(ctx, (inside) => {
    const { application, call } = applications.load(inside, actor, by, input.id);
    if (input.version !== undefined) applications.checkVersion(inside, application, input.version);
    if (application.anonymisedAt !== null) throw new Conflict('form.conflict.state');
    const role = roles[by];
    step(moves, 'reinstate', application.state, role, application.returnTo ?? undefined);
    if (!mayReinstate(role, application.stateAt, call, inside.clock.now())) {
      throw new Conflict(by === 'application.withdraw' ? 'applications.reinstate.late' : 'withdrawals.late');
    }
    if (liveApplication(inside.db, call.id, application.personId)) {
      throw new Conflict('applications.reinstate.other');
    }
    const hadPlace = application.returnTo === 'offered' || application.returnTo === 'accepted';
    if (hadPlace && placesLeft(call.places, placesTaken(inside.db, call.id)) === 0)
      throw new Conflict('withdrawals.given_on');
    const note = input.reason;
    const groupId = newGroup();
    applications.move(inside, actor, application, 'reinstate', {
      role,
      change: { returnTo: askedFrom(inside, application) },
      note,
      groupId,
    });
    contests.settle(inside, actor, application.id);
    placements.reinstate(inside, actor, application, role);
    // A correction is read by somebody before it leaves.
    const letter = role === 'director' ? 'application-restored' : moves.reinstate.mail;
    applications.write(inside, application, call, letter, groupId);
    replies.settle(inside, actor, application);
  });
}
