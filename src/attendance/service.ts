// On the day: who came, who came late, who did not, and telling those who wait that it takes longer.
import { type Actor, SYSTEM } from '../access/actor.js';
import { applicationById } from '../applications/queries.js';
import * as applications from '../applications/service.js';
import { bookingById, bookingsOf, confirmedIn, confirmedOf, overdue } from '../bookings/queries.js';
import * as bookings from '../bookings/service.js';
import { contactOf } from '../calls/present.js';
import { callById } from '../calls/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, NotFound } from '../errors.js';
import { lastMove } from '../history/queries.js';
import { newGroup, record } from '../history/record.js';
import { dateTime } from '../i18n/format.js';
import { hasConflict, visibleTo } from '../interviews/queries.js';
import * as interviews from '../interviews/service.js';
import * as invitations from '../invitations/service.js';
import { addDays, endOfDay, localDate, startOfDay } from '../lib/time.js';
import { queue } from '../mail/outbox.js';
import * as mail from '../mail/service.js';
import { lastBeat, wasThere } from '../outages/queries.js';
import { personById } from '../people/queries.js';
import * as tasks from '../tasks/service.js';
import type { outcomes } from './form.js';
import { delayed, hasBegun, isForCoordinator, mayTakeBack } from './rules.js';

type Outcome = (typeof outcomes)[number];

/** Who did not come is asked to choose again within so many days. */
const REPLY_DAYS = 7;

const missing = (bookingId: number) =>
  ({ kind: 'attendance-missing', entity: 'booking', entityId: bookingId }) as const;
const again = (applicationId: number) =>
  ({ kind: 'second-no-show', entity: 'application', entityId: applicationId }) as const;

/** One interview of a session in which the actor may note who came. Throws NotFound. */
export function load(ctx: Ctx, actor: Actor, bookingId: number) {
  const found = bookingById(ctx.db, bookingId);
  const session = found && visibleTo(ctx.db, actor, 'interview.hold', found.session.id);
  const application = found && applicationById(ctx.db, found.booking.applicationId);
  const call = application && callById(ctx.db, application.callId);
  if (!found || !session || !application || !call || found.booking.state === 'cancelled')
    throw new NotFound();
  if (hasConflict(ctx.db, actor.personId, application.id)) throw new NotFound();
  return { ...found, application, call, name: applications.nameOf(ctx, application) };
}

/**
 * Notes who came; answers with the session. Who did not come for the first time may choose once more; the second time
 * it waits for the coordinator. Throws Conflict before it begins, or when it was noted already.
 */
export function mark(ctx: Ctx, actor: Actor, input: { bookingId: number; outcome: Outcome }): number {
  return inTransaction(ctx, (inside) => {
    const { booking, slot, session, application, call } = load(inside, actor, input.bookingId);
    if (!hasBegun(slot.startsAt, inside.clock.now())) throw new Conflict('attendance.conflict.early');
    const role = actor.groups.includes('coordinator') ? 'coordinator' : 'panel';
    if (booking.assumed && input.outcome !== 'no_show') {
      confirmHeld(inside, actor, { ...booking, late: input.outcome === 'late' });
      return session.id;
    }
    if (booking.assumed) unassume(inside, booking.id, application);
    const found = applicationById(inside.db, application.id) ?? application;
    if (input.outcome !== 'no_show') {
      bookings.finish(inside, booking.id, { state: 'held', late: input.outcome === 'late' });
      applications.move(inside, actor, found, 'hold', { role });
      invitations.close(inside, actor, application.id);
    } else {
      const before = bookingsOf(inside.db, application.id).filter(({ state }) => state === 'no_show').length;
      bookings.finish(inside, booking.id, { state: 'no_show', late: false });
      if (isForCoordinator(before)) waitForCoordinator(inside, actor, found);
      else {
        const groupId = newGroup();
        applications.move(inside, actor, found, 'no_show', { role, groupId });
        invitations.close(inside, actor, application.id);
        inviteAgain(inside, actor, found, call, groupId);
      }
    }
    tasks.close(inside, actor, missing(booking.id));
    return session.id;
  });
}

/**
 * Somebody says that an interview was held which the clock took as held, or files a card about it. Runs in the caller's
 * transaction; nothing happens where somebody noted it before.
 */
export function confirmHeld(
  ctx: Ctx,
  actor: Actor,
  booking: { id: number; applicationId: number; assumed: boolean; late: boolean },
): void {
  if (!booking.assumed) return;
  bookings.confirmHeld(ctx, booking.id, booking.late);
  const application = applicationById(ctx.db, booking.applicationId);
  if (application) applications.touch(ctx, application, { attentionAt: null });
  record(ctx, actor, {
    entity: 'application',
    entityId: booking.applicationId,
    event: 'attendance_confirmed',
  });
  tasks.close(ctx, actor, missing(booking.id));
}

/** What the clock assumed was wrong: as before it, so that somebody can say what happened. Throws Conflict when something was decided on it. */
function unassume(ctx: Ctx, bookingId: number, application: Application): void {
  const step = lastMove(ctx.db, 'application', application.id);
  if (step?.event !== 'assume_held') throw new Conflict('attendance.conflict.decided');
  applications.undo(ctx, SYSTEM, application, movedFrom(step), newGroup());
  bookings.reopen(ctx, bookingId);
  invitations.reopen(ctx, application.id);
}

const movedFrom = (step: NonNullable<ReturnType<typeof lastMove>>) => ({
  ...step,
  fromState: String(step.fromState),
  toState: String(step.toState),
});

/**
 * Takes back what was noted, on the day itself, as long as no letter of it has left; answers with the session. Throws
 * Conflict when something came after it. Source: recruitment §3.2.
 */
export function takeBack(ctx: Ctx, actor: Actor, bookingId: number): number {
  return inTransaction(ctx, (inside) => {
    const { booking, slot, session, application } = load(inside, actor, bookingId);
    if (!mayTakeBack(booking.state, slot.startsAt, inside.clock.now()))
      throw new Conflict('attendance.conflict.over');
    // A second time that nobody came moved nothing: it waits for the coordinator.
    if (application.state === 'booked') tasks.close(inside, actor, again(application.id));
    else undoMove(inside, actor, application);
    bookings.reopen(inside, booking.id);
    invitations.reopen(inside, application.id);
    record(inside, actor, { entity: 'application', entityId: application.id, event: 'attendance_undone' });
    return session.id;
  });
}

function undoMove(ctx: Ctx, actor: Actor, application: Application): void {
  const step = lastMove(ctx.db, 'application', application.id);
  if (step?.event !== 'hold' && step?.event !== 'no_show') throw new Conflict('form.conflict.state');
  const { groupId } = step;
  if (groupId !== null && mail.hasLeft(ctx, groupId)) throw new Conflict('attendance.conflict.left');
  applications.undo(ctx, actor, application, movedFrom(step), newGroup());
  if (groupId !== null) mail.dropDrafts(ctx, actor, groupId);
}

type Application = NonNullable<ReturnType<typeof applicationById>>;
type Call = NonNullable<ReturnType<typeof callById>>;

function inviteAgain(ctx: Ctx, actor: Actor, application: Application, call: Call, groupId: string): void {
  const replyBy = endOfDay(addDays(localDate(ctx.clock.now()), REPLY_DAYS));
  invitations.open(ctx, actor, application, call, { replyBy, groupId, letter: 'interview-missed' });
}

function waitForCoordinator(ctx: Ctx, actor: Actor, { id, reference }: Application): void {
  record(ctx, actor, { entity: 'application', entityId: id, event: 'second_no_show' });
  tasks.open(ctx, { ...again(id), details: { reference: reference ?? '' } });
}

/** An application whose applicant did not come twice, for the coordinator. Throws NotFound when it is none. */
export function toDecide(ctx: Ctx, actor: Actor, id: number) {
  const { application, call } = applications.load(ctx, actor, 'interview.book', id);
  const missed = bookingsOf(ctx.db, id).filter(({ state }) => state === 'no_show').length;
  if (application.state !== 'booked' || confirmedOf(ctx.db, id) || missed === 0) throw new NotFound();
  return { application, call, missed, name: applications.nameOf(ctx, application) };
}

/** The coordinator gives one more time, or none: then nobody is told, and the director decides about the application. */
export function decide(ctx: Ctx, actor: Actor, input: { id: number; again: boolean }): void {
  inTransaction(ctx, (inside) => {
    const { application, call } = toDecide(inside, actor, input.id);
    const groupId = newGroup();
    applications.move(inside, actor, application, 'no_show', { role: 'coordinator', groupId });
    invitations.close(inside, actor, application.id);
    if (input.again) inviteAgain(inside, actor, application, call, groupId);
    tasks.close(inside, actor, again(application.id));
  });
}

/** A session with those whom a delay would concern now. Throws NotFound. */
export function waiting(ctx: Ctx, actor: Actor, sessionId: number) {
  const loaded = interviews.load(ctx, actor, 'interview.hold', sessionId);
  const slots = delayed(loaded.slots, ctx.clock.now());
  const booked = confirmedIn(
    ctx.db,
    slots.map(({ id }) => id),
  );
  return {
    ...loaded,
    concerned: slots.flatMap((slot) => {
      const booking = booked.find(({ slotId }) => slotId === slot.id);
      return booking ? [{ slot, booking }] : [];
    }),
  };
}

/** Tells everybody who is still to come today how much later it will be. Throws Conflict when there is nobody. */
export function runLate(ctx: Ctx, actor: Actor, input: { sessionId: number; minutes: number }): void {
  inTransaction(ctx, (inside) => {
    const { session, call, concerned } = waiting(inside, actor, input.sessionId);
    if (concerned.length === 0) throw new Conflict('attendance.conflict.nobody');
    for (const { slot, booking } of concerned) {
      const application = applicationById(inside.db, booking.applicationId);
      const person = application && personById(inside.db, application.personId);
      if (!person?.email) continue;
      const { id: personId, email, language, name } = person;
      queue(
        inside,
        'interview-late',
        { personId, email, language },
        { entity: 'application', entityId: application?.id ?? 0 },
        {
          name,
          reference: application?.reference ?? '',
          when: dateTime(language, slot.startsAt),
          minutes: input.minutes,
          place: session.place,
          contact: contactOf(call, language).email,
        },
      );
    }
    record(inside, actor, {
      entity: 'interview',
      entityId: session.id,
      event: 'run_late',
      details: { minutes: input.minutes },
    });
  });
}

/**
 * Interviews of past days of which nobody said whether they were held. `mayAssume` is false where the service was away
 * when it ended, as far as is known; such of the time to come, for a clock that runs ahead, are none.
 */
export function unmarked(ctx: Ctx) {
  const last = lastBeat(ctx.db) ?? Number.POSITIVE_INFINITY;
  return overdue(ctx.db, startOfDay(localDate(ctx.clock.now())))
    .filter(({ endsAt }) => endsAt <= last)
    .map((row) => ({ ...row, mayAssume: wasThere(ctx.db, row.endsAt) }));
}

/**
 * One of them counts as held from now on, until somebody says otherwise; whoever may note it finds it as a task. Nobody is
 * judged by it, and it is taken back by whoever was there. Where nothing may be assumed it is asked alone. Source:
 * recruitment §3.1, event 16.
 */
export function assumeHeld(
  ctx: Ctx,
  { id, applicationId, mayAssume }: ReturnType<typeof unmarked>[number],
): boolean {
  return inTransaction(ctx, (inside) => {
    const application = applicationById(inside.db, applicationId);
    if (application?.state !== 'booked' || confirmedOf(inside.db, applicationId)?.booking.id !== id)
      return false;
    if (!mayAssume) {
      tasks.open(inside, { ...missing(id), details: { reference: application.reference ?? '' } });
      return false;
    }
    bookings.finish(inside, id, { state: 'held', late: false, assumed: true });
    applications.move(inside, SYSTEM, application, 'assume_held', {
      role: 'system',
      change: { attentionAt: inside.clock.now() },
    });
    invitations.close(inside, SYSTEM, applicationId);
    tasks.open(inside, { ...missing(id), details: { reference: application.reference ?? '' } });
    return true;
  });
}

/** The application is withdrawn: nobody is asked any more who came. Runs in the caller's transaction. */
export function forget(ctx: Ctx, actor: Actor, applicationId: number): void {
  for (const { id, assumed } of bookingsOf(ctx.db, applicationId))
    if (assumed) tasks.close(ctx, actor, missing(id));
}
