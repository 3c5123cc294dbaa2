// A time is taken, moved and given back, by the applicant or by staff; everybody concerned is told, with a calendar file.
import { randomUUID } from 'node:crypto';
import { type Actor, SYSTEM } from '../access/actor.js';
import type { Action } from '../access/policy.js';
import { type Application, applicationById } from '../applications/queries.js';
import * as applications from '../applications/service.js';
import * as calendars from '../calendars/service.js';
import { type Call, callById } from '../calls/queries.js';
import * as conflicts from '../conflicts/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound } from '../errors.js';
import { lastMove } from '../history/queries.js';
import { dateTime } from '../i18n/format.js';
import { freeSlots, hasConflict, panelOf } from '../interviews/queries.js';
import { openInvitation } from '../invitations/queries.js';
import * as invitations from '../invitations/service.js';
import { hour } from '../lib/time.js';
import { isDone, once } from '../timers/service.js';
import * as queries from './queries.js';
import { changesLeft, mayChoose, mayMove, mayUndoBooking } from './rules.js';

/** How long before an interview everybody is reminded of it. */
const REMINDERS = { day: 48 * hour, hours: 3 * hour } as const;

type Role = 'applicant' | 'coordinator';
type Free = ReturnType<typeof freeSlots>[number];

/**
 * An application that is invited or booked, with the time it has and the times it could take. What is chosen by
 * staff may be sooner than what an applicant may choose. Throws NotFound in any other state.
 */
export function load(ctx: Ctx, actor: Actor, action: Action, id: number) {
  const { application, call, texts } = applications.opened(ctx, actor, action, id);
  if (application.state !== 'invited' && application.state !== 'booked') throw new NotFound();
  const own = action === 'interview.choose';
  const now = ctx.clock.now();
  const past = queries.bookingsOf(ctx.db, id);
  const current = queries.confirmedOf(ctx.db, id);
  const invitation = openInvitation(ctx.db, id);
  const after = own ? invitations.bookableFrom(ctx, call) : now;
  return {
    application,
    call,
    texts,
    name: applications.nameOf(ctx, application),
    current,
    invitation,
    wish: invitations.wishOf(ctx, id),
    free: freeSlots(ctx.db, { callId: call.id, applicationId: id, after }),
    /** What the applicant may do: choose or move a time, or why not. */
    may: current
      ? mayMove(current.slot.startsAt, past, call.settings, now)
      : invitation === undefined
        ? ('closed' as const)
        : mayChoose(past, call.settings)
          ? ('yes' as const)
          : ('spent' as const),
    changesLeft: changesLeft(past, call.settings),
    /** Staff booked it, and may take that back without offering another. */
    mayUndo:
      current !== undefined &&
      mayUndoBooking(
        current.booking,
        application.personId,
        lastMove(ctx.db, 'application', id)?.event,
        current.slot.startsAt,
        now,
      ),
    /** A time that has begun is not given back here. */
    mayCancel: current !== undefined && current.slot.startsAt > now,
  };
}

export type Loaded = ReturnType<typeof load>;

/** The applicant takes a time, or moves the one they have. Throws Invalid when it is gone, Conflict when they may not. */
export function choose(ctx: Ctx, actor: Actor, input: { id: number; slotId: number }): void {
  inTransaction(ctx, (inside) => {
    const loaded = load(inside, actor, 'interview.choose', input.id);
    if (loaded.may !== 'yes') throw new Conflict(`bookings.conflict.${loaded.may}`);
    seat(inside, actor, loaded, input.slotId, { role: 'applicant', note: null });
  });
}

/** The applicant says that no time fits and when they can. Throws Conflict when they may not choose. */
export function askForAnother(ctx: Ctx, actor: Actor, input: { id: number; words: string }): void {
  inTransaction(ctx, (inside) => {
    const { application } = load(inside, actor, 'interview.choose', input.id);
    invitations.wish(inside, actor, application, input.words);
  });
}

/** Staff take or move a time for somebody who phoned; `note` stays, and of a change it is sent as the reason. */
export function bookFor(ctx: Ctx, actor: Actor, input: { id: number; slotId: number; note: string }): void {
  inTransaction(ctx, (inside) => {
    const loaded = load(inside, actor, 'interview.book', input.id);
    seat(inside, actor, loaded, input.slotId, { role: 'coordinator', note: input.note });
  });
}

/** Gives the applicant this time, if it is still free. Throws Invalid when it is not. */
function seat(
  ctx: Ctx,
  actor: Actor,
  loaded: Loaded,
  slotId: number,
  how: { role: Role; note: string | null },
): void {
  const { application, call, current, free } = loaded;
  const wanted = free.find(({ slot }) => slot.id === slotId);
  if (!wanted) throw new Invalid({ slot: 'bookings.problem.gone' });
  if (current) moveTo(ctx, actor, loaded, current, wanted, how);
  else {
    const id = queries.insertBooking(ctx.db, {
      applicationId: application.id,
      slotId,
      state: 'confirmed',
      uid: `${randomUUID()}@${new URL(ctx.config.baseUrl).hostname}`,
      bookedAt: ctx.clock.now(),
      bookedBy: actor.personId || null,
    });
    if (id === undefined) throw new Invalid({ slot: 'bookings.problem.gone' });
    applications.move(ctx, actor, application, 'book', how);
    const about = aboutOf(application, call, wanted);
    const entry = calendars.enter(ctx, id, 'request', about);
    calendars.tellApplicant(ctx, 'interview-confirmed', about, entry, () => ({
      changes: loaded.changesLeft,
      hours: call.settings.bookingLeadHours,
    }));
    calendars.tellPanel(ctx, 'booked', about, entry, panelIds(ctx, wanted.session.id));
  }
  invitations.answered(ctx, actor, application.id);
  conflicts.settlePanels(ctx, actor);
}

function moveTo(
  ctx: Ctx,
  actor: Actor,
  { application, call }: Loaded,
  current: NonNullable<Loaded['current']>,
  wanted: Free,
  how: { role: Role; note: string | null },
): void {
  const { booking } = current;
  const changes = booking.changes + (how.role === 'applicant' ? 1 : 0);
  if (!queries.moveBooking(ctx.db, booking.id, { slotId: wanted.slot.id, changes }))
    throw new Invalid({ slot: 'bookings.problem.gone' });
  applications.move(ctx, actor, application, 'rebook', how);
  const before = panelIds(ctx, current.session.id);
  const after = panelIds(ctx, wanted.session.id);
  const leaving = before.filter((id) => !after.includes(id));
  if (leaving.length > 0) {
    const old = aboutOf(application, call, current);
    calendars.tellPanel(ctx, 'cancelled', old, calendars.enter(ctx, booking.id, 'cancel', old), leaving);
  }
  const about = aboutOf(application, call, wanted);
  const entry = calendars.enter(ctx, booking.id, 'request', about);
  calendars.tellApplicant(ctx, 'interview-changed', about, entry, (language) => ({
    before: dateTime(language, current.slot.startsAt),
    reason: how.note ?? '',
  }));
  const [staying, coming] = [true, false].map((was) => after.filter((id) => before.includes(id) === was));
  calendars.tellPanel(ctx, 'changed', about, entry, staying ?? []);
  calendars.tellPanel(ctx, 'booked', about, entry, coming ?? []);
}

/** The applicant gives the time back, until it begins. Throws Conflict when it has, or there is none. */
export function cancelOwn(ctx: Ctx, actor: Actor, input: { id: number }): void {
  inTransaction(ctx, (inside) => {
    const loaded = load(inside, actor, 'interview.choose', input.id);
    if (!loaded.current || !loaded.mayCancel) throw new Conflict('bookings.conflict.begun');
    applications.move(inside, actor, loaded.application, 'cancel_booking', { role: 'applicant' });
    end(inside, loaded.application, loaded.call, 'applicant', { why: 'own' });
  });
}

/**
 * Staff take a time back: the reason is sent, and another time is offered; where they booked it themselves and nothing
 * came after, none need be. Throws Invalid when it is not free.
 */
export function cancelFor(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; reason: string; alternative: number | null },
): void {
  inTransaction(ctx, (inside) => {
    const loaded = load(inside, actor, 'interview.book', input.id);
    if (!loaded.current) throw new Conflict('form.conflict.state');
    const { reason, alternative } = input;
    if (alternative === null) {
      if (!loaded.mayUndo) throw new Invalid({ alternative: 'form.required' });
      const how = { role: 'coordinator', note: reason } as const;
      applications.move(inside, actor, loaded.application, 'cancel_booking', how);
      end(inside, loaded.application, loaded.call, 'staff', { why: 'undone', reason });
      return;
    }
    takeBack(inside, actor, loaded, { reason, alternative, field: 'alternative', without: [] });
  });
}

/**
 * Staff take a time back and offer another one, but none of `without`. Runs in the caller's transaction. Throws Invalid,
 * with the name of the `field` that offered it, when that one is not free.
 */
export function takeBack(
  ctx: Ctx,
  actor: Actor,
  { application, call, free }: Pick<Loaded, 'application' | 'call' | 'free'>,
  how: { reason: string; alternative: number; field: string; without: readonly number[] },
): void {
  const offered = free.find(({ slot }) => slot.id === how.alternative && !how.without.includes(slot.id));
  if (!offered) throw new Invalid({ [how.field]: 'bookings.problem.gone' });
  applications.move(ctx, actor, application, 'cancel_booking', { role: 'coordinator', note: how.reason });
  end(ctx, application, call, 'staff', {
    why: 'staff',
    reason: how.reason,
    alternativeAt: offered.slot.startsAt,
  });
}

/** The interview took place, or nobody came. Throws Conflict when that was noted before. Runs in the caller's transaction. */
export function finish(
  ctx: Ctx,
  id: number,
  how: { state: 'held' | 'no_show'; late: boolean; assumed?: boolean },
): void {
  if (!queries.endBooking(ctx.db, id, { ...how, endedAt: ctx.clock.now() }))
    throw new Conflict('form.conflict.state');
}

/** Somebody says that an interview which the clock took as held was. Runs in the caller's transaction. Throws Conflict when it was said before. */
export function confirmHeld(ctx: Ctx, id: number, late: boolean): void {
  if (!queries.confirmAssumed(ctx.db, id, late)) throw new Conflict('form.conflict.state');
}

/** What was noted of an interview was wrong: it is still to be said. Runs in the caller's transaction. Throws Conflict when another was booked. */
export function reopen(ctx: Ctx, id: number): void {
  if (!queries.reopenBooking(ctx.db, id)) throw new Conflict('form.conflict.state');
}

type Reminder = {
  booking: ReturnType<typeof queries.beginning>[number];
  kind: 'day' | 'hours';
  dueAt: number;
};

const runOf = ({ booking: { booking }, kind, dueAt }: Reminder) =>
  ({ entity: 'booking', entityId: booking.id, kind: `interview-reminder-${kind}`, dueAt }) as const;

/** Interviews whose applicant and panel are to be reminded now. What was said since the reminder was due is enough. */
export function toRemind(ctx: Ctx): Reminder[] {
  const now = ctx.clock.now();
  return queries.beginning(ctx.db, now, now + REMINDERS.day).flatMap((booking) => {
    const { startsAt } = booking.slot;
    const kind = startsAt - now <= REMINDERS.hours ? ('hours' as const) : ('day' as const);
    const due = { booking, kind, dueAt: startsAt - REMINDERS[kind] };
    return booking.saidAt > due.dueAt || isDone(ctx, runOf(due)) ? [] : [due];
  });
}

/** Reminds once; answers whether it was the first time. */
export function remind(ctx: Ctx, due: Reminder): boolean {
  return inTransaction(ctx, (inside) => {
    const { application, slot, session, entry } = due.booking;
    const call = callById(inside.db, application.callId);
    if (!call || !once(inside, runOf(due))) return false;
    const about = aboutOf(application, call, { slot, session });
    calendars.tellApplicant(inside, 'interview-reminder', about, entry);
    const sits = panelIds(inside, session.id).filter((id) => !hasConflict(inside.db, id, application.id));
    calendars.tellPanel(inside, 'reminder', about, entry, sits);
    return true;
  });
}

/**
 * The application is withdrawn or erased: the time it had is free again, and both sides hear why. Runs in the
 * caller's transaction; does nothing without a booking.
 */
export function release(ctx: Ctx, application: Application): void {
  const call = callById(ctx.db, application.callId);
  if (call) end(ctx, application, call, 'withdrawal', { why: 'withdrawn' });
}

/** Takes away what was written about times; a time that was booked is given back. Runs in the caller's transaction. */
export function erase(ctx: Ctx, applicationId: number): void {
  const application = applicationById(ctx.db, applicationId);
  if (application) release(ctx, application);
  invitations.erase(ctx, applicationId);
}

function end(
  ctx: Ctx,
  application: Application,
  call: Call,
  by: 'applicant' | 'staff' | 'withdrawal',
  told: { why: 'own' | 'staff' | 'undone' | 'withdrawn'; reason?: string; alternativeAt?: number },
): void {
  const current = queries.confirmedOf(ctx.db, application.id);
  if (!current) return;
  const { id } = current.booking;
  const ended = { state: 'cancelled', endedAt: ctx.clock.now(), endedBy: by } as const;
  if (!queries.endBooking(ctx.db, id, ended)) throw new Conflict('form.conflict.state');
  const about = aboutOf(application, call, current);
  const entry = calendars.enter(ctx, id, 'cancel', about);
  calendars.tellApplicant(ctx, 'interview-cancelled', about, entry, (language) => ({
    why: told.why,
    reason: told.reason ?? '',
    alternative: told.alternativeAt === undefined ? '' : dateTime(language, told.alternativeAt),
  }));
  const notice = told.why === 'withdrawn' ? 'withdrawn' : 'cancelled';
  calendars.tellPanel(ctx, notice, about, entry, panelIds(ctx, current.session.id));
  conflicts.settlePanels(ctx, SYSTEM);
}

function aboutOf(application: Application, call: Call, { slot, session }: Free): calendars.About {
  return { application, call, session, span: slot };
}

function panelIds(ctx: Ctx, sessionId: number): number[] {
  return panelOf(ctx.db, sessionId).map(({ personId }) => personId);
}
