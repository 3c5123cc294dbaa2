// Who sits on a panel changes: the new member is asked first and declares themselves; then they sit, and people hear of it.
import { refusalReasons } from '../../db/schema/panels.js';
import { type Actor, SYSTEM } from '../access/actor.js';
import { applicationById } from '../applications/queries.js';
import * as applications from '../applications/service.js';
import { bookingById } from '../bookings/queries.js';
import * as calendars from '../calendars/service.js';
import { closedFor } from '../closed-days/queries.js';
import { statementOf } from '../conflicts/queries.js';
import * as conflicts from '../conflicts/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound } from '../errors.js';
import { record } from '../history/record.js';
import { dateTime } from '../i18n/format.js';
import { hasConflict, panelOf, sessionById, visibleTo } from '../interviews/queries.js';
import * as interviews from '../interviews/service.js';
import { step } from '../lib/step.js';
import { queue } from '../mail/outbox.js';
import { personById } from '../people/queries.js';
import * as tasks from '../tasks/service.js';
import { isDone, once } from '../timers/service.js';
import { saidOf } from './form.js';
import * as queries from './queries.js';
import { askAgainAt, hasDeclared, mayUndo } from './rules.js';
import { type PanelChangeState, panelMoves } from './states.js';

type Booked = ReturnType<typeof queries.bookedIn>;
type Seats = { out: number; in: number };

/** One interview to come of a session the actor sits in, to say whether they know the applicant. Throws NotFound. */
export function toDeclare(ctx: Ctx, actor: Actor, bookingId: number) {
  const found = bookingById(ctx.db, bookingId);
  const session = found && visibleTo(ctx.db, actor, 'interview.declare', found.session.id);
  const application = found && applicationById(ctx.db, found.booking.applicationId);
  if (found?.booking.state !== 'confirmed' || !session || !application) throw new NotFound();
  if (hasConflict(ctx.db, actor.personId, application.id)) throw new NotFound();
  return { ...found, application, name: applications.nameOf(ctx, application) };
}

/** Says it of oneself; a coordinator hears that somebody else must sit there. Throws NotFound, Conflict. */
export function declare(ctx: Ctx, actor: Actor, input: { bookingId: number } & conflicts.Said): number {
  return inTransaction(ctx, (inside) => {
    const { session, application } = toDeclare(inside, actor, input.bookingId);
    const { kind, note } = input;
    const { personId } = actor;
    conflicts.state(inside, actor, { applicationId: application.id, personId, kind, note });
    return session.id;
  });
}

/** A session for planning, with what was asked and changed on its panel. Throws NotFound. */
export function panelOfSession(ctx: Ctx, actor: Actor, sessionId: number) {
  const loaded = interviews.load(ctx, actor, 'interview.plan', sessionId);
  const changes = queries.changesOf(ctx.db, loaded.session.id);
  const latest = changes.filter(
    ({ change }, at) => changes.findIndex((one) => one.change.outId === change.outId) === at,
  );
  const sits = loaded.panel.map(({ personId }) => personId);
  return {
    ...loaded,
    asked: changes.filter(({ change }) => change.state === 'asked'),
    /** Whoever was proposed last for a seat does not come, and nobody else was proposed since. */
    declined: latest.filter(({ change }) => change.state === 'declined' && sits.includes(change.outId)),
    last: changes.find(({ change }) => change.state === 'seated'),
  };
}

/**
 * Proposes somebody for a seat. Whoever knows of nobody there that they have not declared about sits at once; anybody
 * else is asked first, by letter and task. Answers which. Throws Invalid, and Conflict for a cancelled session.
 */
export function propose(ctx: Ctx, actor: Actor, sessionId: number, seats: Seats): 'seated' | 'asked' {
  return inTransaction(ctx, (inside) => {
    const loaded = interviews.load(inside, actor, 'interview.plan', sessionId);
    if (loaded.session.state === 'cancelled') throw new Conflict('interviews.conflict.cancelled');
    const now = inside.clock.now();
    interviews.mustFit(inside, loaded, seats);
    const booked = queries.bookedIn(inside.db, sessionId, now);
    if (booked.some(({ application }) => hasConflict(inside.db, seats.in, application.id)))
      throw new Invalid({ in: 'interviews.problem.conflict' });
    const open = queries.changesIn(inside.db, sessionId, ['asked']);
    if (open.some(({ outId }) => outId === seats.out)) throw new Invalid({ out: 'panels.problem.asked' });
    if (open.some(({ inId }) => inId === seats.in)) throw new Invalid({ in: 'panels.problem.asked' });
    closeDeclined(inside, actor, sessionId, seats.out);
    const row = {
      sessionId,
      outId: seats.out,
      inId: seats.in,
      askedAt: now,
      askedBy: actor.personId || null,
    };
    if (undeclared(inside, booked, seats.in).length === 0) {
      queries.insertChange(inside.db, {
        ...row,
        state: 'seated',
        settledAt: now,
        booked: idsOf(booked),
      });
      seat(inside, actor, loaded, seats, booked);
      return 'seated';
    }
    const id = queries.insertChange(inside.db, { ...row, state: 'asked' });
    ask(inside, actor, loaded, id, seats);
    return 'asked';
  });
}

function ask(ctx: Ctx, actor: Actor, { session, slots }: interviews.Loaded, id: number, seats: Seats): void {
  const first = slots.find(({ startsAt }) => startsAt > ctx.clock.now());
  tasks.open(ctx, {
    kind: 'panel-proposal',
    entity: 'panel_change',
    entityId: id,
    for: { personId: seats.in },
    dueAt: first?.startsAt ?? null,
  });
  record(ctx, actor, {
    entity: 'interview',
    entityId: session.id,
    event: 'propose_member',
    details: seats,
  });
  tell(ctx, [seats.in], 'panel-proposed', session.id, {
    startsAt: first?.startsAt ?? ctx.clock.now(),
    place: session.place,
    link: `${ctx.config.baseUrl}/staff/panel-changes/${id}`,
  });
}

/**
 * What somebody proposed is asked: the session, and everybody who has a time to come there. Throws NotFound for what
 * was asked of others, Conflict when it is settled.
 */
export function toAnswer(ctx: Ctx, actor: Actor, id: number) {
  const change = queries.changeById(ctx.db, id);
  if (!change || change.inId !== actor.personId) throw new NotFound();
  if (change.state !== 'asked') throw new Conflict('panels.conflict.settled');
  const loaded = interviews.whole(ctx, sessionById(ctx.db, change.sessionId));
  const booked = queries.bookedIn(ctx.db, change.sessionId, ctx.clock.now());
  const isKept = booked.some(({ application }) => hasConflict(ctx.db, actor.personId, application.id));
  const asked = isKept ? [] : undeclared(ctx, booked, actor.personId);
  return {
    ...loaded,
    change,
    booked,
    /** They may not meet somebody there already: nothing is asked, and nobody is named. */
    isKept,
    asked: asked.map(({ application }) => ({
      id: application.id,
      name: applications.nameOf(ctx, application),
      /** A coordinator set it: it stands, and is not theirs to say. */
      isSet: statementOf(ctx.db, actor.personId, application.id) !== undefined,
    })),
  };
}

/**
 * Says of everybody who has a time there whether they know them; with 'none' for all they sit, and whoever is concerned
 * is told. With a conflict the coordinators hear that somebody else is needed. Throws Invalid when one is not said.
 */
export function answer(
  ctx: Ctx,
  actor: Actor,
  id: number,
  typed: Record<string, unknown>,
): { state: 'seated' | 'declined'; sessionId: number } {
  return inTransaction(ctx, (inside) => {
    const found = toAnswer(inside, actor, id);
    const { change, booked, isKept, asked, ...loaded } = found;
    if (typed.cannot === true) {
      const reason = refusalReasons.find((one) => one === typed.reason) ?? null;
      return decline(inside, actor, found, 'cannot', reason);
    }
    const { personId } = actor;
    const said = asked.filter(({ isSet }) => !isSet).map((one) => ({ ...one, ...saidOf(typed, one.id) }));
    const missing = said.flatMap(({ id: one, name, missing }) =>
      missing.map(
        (field) => [`${field}_${one}`, { key: `panels.problem.${field}`, values: { name } }] as const,
      ),
    );
    if (missing.length > 0) throw new Invalid(Object.fromEntries(missing));
    const seats = { out: change.outId, in: change.inId };
    const isClear = !isKept && said.every(({ said }) => said?.kind === 'none');
    if (isClear) interviews.mustFit(inside, loaded, seats, 'seat');
    for (const { id: applicationId, said: words } of said)
      if (words) conflicts.state(inside, actor, { applicationId, personId, ...words });
    if (!isClear) return decline(inside, actor, found, 'decline');
    settle(inside, actor, change, 'seat', { booked: idsOf(booked) });
    seat(inside, actor, loaded, seats, booked);
    return { state: 'seated', sessionId: change.sessionId };
  });
}

type Question = ReturnType<typeof toAnswer>;

/** They do not come, and the coordinators hear that somebody else is needed; never of a conflict, that it is one. */
function decline(
  ctx: Ctx,
  actor: Actor,
  { change, booked }: Question,
  event: 'decline' | 'cannot',
  reason: queries.PanelChange['reason'] = null,
): { state: 'declined'; sessionId: number } {
  const { id, sessionId, inId } = change;
  settle(ctx, actor, change, event, { reason });
  tasks.open(ctx, {
    kind: 'panel-to-propose',
    entity: 'panel_change',
    entityId: id,
    for: { group: 'coordinator' },
    details: { session: sessionId },
    dueAt: booked[0]?.slot.startsAt ?? null,
  });
  record(ctx, actor, {
    entity: 'interview',
    entityId: sessionId,
    event: 'decline_seat',
    details: { in: inId },
  });
  return { state: 'declined', sessionId };
}

/** Questions that have waited long enough for one reminder, with when it was due and where the session is. */
export function toRemind(ctx: Ctx) {
  const now = ctx.clock.now();
  return queries.openChanges(ctx.db, now).flatMap(({ change, session, firstAt }) => {
    if (firstAt === null) return [];
    const dueAt = askAgainAt(change.askedAt, firstAt, closedFor(ctx.db, change.askedAt));
    return dueAt > now || isDone(ctx, runOf(change.id, dueAt)) ? [] : [{ change, session, firstAt, dueAt }];
  });
}

const runOf = (entityId: number, dueAt: number) =>
  ({ entity: 'panel_change', entityId, kind: 'panel-reminder', dueAt }) as const;

/** Asks one of them again, and tells the coordinators that no answer came; answers whether it was the first time. */
export function remind(ctx: Ctx, due: ReturnType<typeof toRemind>[number]): boolean {
  return inTransaction(ctx, (inside) => {
    const { change, session, firstAt, dueAt } = due;
    if (queries.changeById(inside.db, change.id)?.state !== 'asked') return false;
    if (!once(inside, runOf(change.id, dueAt))) return false;
    tell(inside, [change.inId], 'panel-reminder', session.id, {
      startsAt: firstAt,
      place: session.place,
      link: `${inside.config.baseUrl}/staff/panel-changes/${change.id}`,
    });
    tasks.open(inside, {
      ...unansweredTask(change.id),
      for: { group: 'coordinator' },
      details: { session: session.id },
      dueAt: firstAt,
    });
    return true;
  });
}

/** Questions about sessions of which every time is over. */
export function inVain(ctx: Ctx): queries.PanelChange[] {
  return queries
    .openChanges(ctx.db, ctx.clock.now())
    .filter(({ firstAt, session }) => firstAt === null && session.state === 'published')
    .map(({ change }) => change);
}

/** Asks no longer about a session that is over; answers whether somebody was still asked. */
export function askNoLonger(ctx: Ctx, { id }: queries.PanelChange): boolean {
  return inTransaction(ctx, (inside) => {
    const change = queries.changeById(inside.db, id);
    if (change?.state !== 'asked') return false;
    withdraw(inside, SYSTEM, change);
    return true;
  });
}

/** A change a coordinator may take back: asked and not answered, or the last that was made. Throws NotFound, Conflict. */
export function toUndo(ctx: Ctx, actor: Actor, id: number) {
  const change = queries.changeById(ctx.db, id);
  if (!change) throw new NotFound();
  const loaded = panelOfSession(ctx, actor, change.sessionId);
  const isOpen = change.state === 'asked';
  if (!isOpen && loaded.last?.change.id !== id) throw new Conflict('panels.conflict.settled');
  return { ...loaded, change, isOpen };
}

/**
 * Takes a change back: nobody is asked any more, or whoever left sits there again and whoever is concerned is told.
 * Throws Conflict when somebody took a time since, about whom whoever left never said anything.
 */
export function undo(ctx: Ctx, actor: Actor, id: number): number {
  return inTransaction(ctx, (inside) => {
    const {
      change,
      isOpen,
      asked: _asked,
      last: _last,
      declined: _declined,
      ...loaded
    } = toUndo(inside, actor, id);
    if (isOpen) {
      withdraw(inside, actor, change);
      return change.sessionId;
    }
    const booked = queries.bookedIn(inside.db, change.sessionId, inside.clock.now());
    const back = change.outId;
    const said = booked.map(({ application }) => ({
      id: application.id,
      standing: statementOf(inside.db, back, application.id),
    }));
    if (!mayUndo(said, change.booked ?? [], back)) throw new Conflict('panels.conflict.others_booked');
    const seats = { out: change.inId, in: back };
    interviews.mustFit(inside, loaded, seats, 'seat');
    settle(inside, actor, change, 'undo');
    seat(inside, actor, loaded, seats, booked);
    return change.sessionId;
  });
}

/** The session does not take place: nobody is asked any more who was. Runs in the caller's transaction. */
export function sessionEnds(ctx: Ctx, actor: Actor, sessionId: number): void {
  for (const change of queries.changesIn(ctx.db, sessionId, ['asked'])) withdraw(ctx, actor, change);
  for (const { personId } of panelOf(ctx.db, sessionId)) closeDeclined(ctx, actor, sessionId, personId);
}

/** Whoever leaves cannot be replaced any more, and whoever comes sits already: what was asked about them is asked no more. */
function withdrawAbout(ctx: Ctx, actor: Actor, sessionId: number, seats: Seats): void {
  for (const change of queries.changesIn(ctx.db, sessionId, ['asked']))
    if (change.outId === seats.out || change.inId === seats.in) withdraw(ctx, actor, change);
}

function withdraw(ctx: Ctx, actor: Actor, change: queries.PanelChange): void {
  settle(ctx, actor, change, 'withdraw');
  record(ctx, actor, {
    entity: 'interview',
    entityId: change.sessionId,
    event: 'withdraw_proposal',
    details: { in: change.inId },
  });
}

/** One move of a question or a change; whoever waited for an answer waits no longer. */
function settle(
  ctx: Ctx,
  actor: Actor,
  change: queries.PanelChange,
  event: keyof typeof panelMoves,
  more: { booked?: readonly number[]; reason?: queries.PanelChange['reason'] } = {},
): void {
  const state: PanelChangeState = step(panelMoves, event, change.state, panelMoves[event].by[0]);
  const settledAt = ctx.clock.now();
  const done = queries.settleChange(ctx.db, change.id, change.state, { state, settledAt, ...more });
  if (!done) throw new Conflict('panels.conflict.settled');
  tasks.close(ctx, actor, { ...taskOf(change.id), personId: change.inId });
  tasks.close(ctx, actor, unansweredTask(change.id));
}

/** Somebody sits in another's place: both get what changes in their calendars, and the rest of the panel hears who. */
function seat(ctx: Ctx, actor: Actor, loaded: interviews.Loaded, seats: Seats, booked: Booked): void {
  const { session, call, panel } = loaded;
  interviews.swap(ctx, actor, loaded, seats);
  withdrawAbout(ctx, actor, session.id, seats);
  conflicts.settlePanels(ctx, actor);
  for (const { bookingId, application, slot } of booked) {
    const about = { application, call, session, span: slot };
    const leaving = calendars.enter(ctx, bookingId, 'cancel', about);
    calendars.tellPanel(ctx, 'cancelled', about, leaving, [seats.out]);
    const coming = calendars.enter(ctx, bookingId, 'request', about);
    calendars.tellPanel(ctx, 'booked', about, coming, [seats.in]);
  }
  const first = loaded.slots.find(({ startsAt }) => startsAt > ctx.clock.now());
  const staying = panel.map(({ personId }) => personId).filter((id) => id !== seats.out);
  if (session.state === 'draft' || !first) return;
  tell(
    ctx,
    staying.filter((id) => id !== actor.personId),
    'panel-changed',
    session.id,
    {
      startsAt: first.startsAt,
      place: session.place,
      leaves: personById(ctx.db, seats.out)?.name ?? '',
      comes: personById(ctx.db, seats.in)?.name ?? '',
      link: `${ctx.config.baseUrl}/staff/interviews/${session.id}`,
    },
  );
}

function tell(
  ctx: Ctx,
  people: readonly number[],
  letter: 'panel-proposed' | 'panel-reminder' | 'panel-changed',
  sessionId: number,
  { startsAt, ...data }: { startsAt: number; place: string; link: string } & Record<string, unknown>,
): void {
  for (const personId of people) {
    const person = personById(ctx.db, personId);
    if (!person?.email) continue;
    const { email, language } = person;
    const about = { entity: 'interview', entityId: sessionId };
    queue(ctx, letter, { personId, email, language }, about, { ...data, when: dateTime(language, startsAt) });
  }
}

function undeclared(ctx: Ctx, booked: Booked, personId: number): Booked {
  return booked.filter(
    ({ application }) => !hasDeclared(statementOf(ctx.db, personId, application.id), personId),
  );
}

function closeDeclined(ctx: Ctx, actor: Actor, sessionId: number, outId: number): void {
  for (const change of queries.changesIn(ctx.db, sessionId, ['declined']))
    if (change.outId === outId) tasks.close(ctx, actor, { ...taskOf(change.id), kind: 'panel-to-propose' });
}

const taskOf = (entityId: number) => ({ kind: 'panel-proposal', entity: 'panel_change', entityId }) as const;

const unansweredTask = (entityId: number) =>
  ({ kind: 'panel-unanswered', entity: 'panel_change', entityId }) as const;

const idsOf = (booked: Booked) => booked.map(({ application }) => application.id);
