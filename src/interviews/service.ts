// Planning interviews: a session with its panel, its times, publishing it, and replacing somebody on the panel.
import type { Actor } from '../access/actor.js';
import type { Action } from '../access/policy.js';
import * as calls from '../calls/queries.js';
import { closedBecause } from '../closed-days/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound } from '../errors.js';
import { record } from '../history/record.js';
import { isHoliday } from '../lib/holidays.js';
import { localDate, localTime } from '../lib/time.js';
import * as queries from './queries.js';
import { meetsHearing, overlap, type Plan, runsPastMidnight, type Span, slotsOf } from './rules.js';

/** A session with its call, panel and times. Throws NotFound when it is not there for this actor and action. */
export function load(ctx: Ctx, actor: Actor, action: Action, id: number) {
  return whole(ctx, queries.visibleTo(ctx.db, actor, action, id));
}

/** A session with its call, panel and times, for a caller who knows that it concerns the actor. Throws NotFound. */
export function whole(ctx: Ctx, session: queries.Session | undefined) {
  const call = session && calls.callById(ctx.db, session.callId);
  if (!session || !call) throw new NotFound();
  const panel = queries.panelOf(ctx.db, session.id);
  return { session, call, panel, slots: queries.slotsOf(ctx.db, session.id) };
}

export type Loaded = ReturnType<typeof load>;

/** The sessions the actor may read, with their times and who has them. */
export function sessionsFor(ctx: Ctx, actor: Actor) {
  const rows = queries.sessionsFor(ctx.db, actor, 'interview.read');
  const ids = [...new Set(rows.map(({ session }) => session.id))];
  return { rows, panels: new Map(ids.map((id) => [id, queries.panelOf(ctx.db, id)])) };
}

/** Begins a session; it is a draft until it is published. Throws Invalid for a call or a person that cannot be. */
export function plan(
  ctx: Ctx,
  actor: Actor,
  input: {
    callId: number;
    place: string;
    link: string | null;
    languages: ('sq' | 'sr' | 'en')[];
    panel: number[];
  },
): number {
  return inTransaction(ctx, (inside) => {
    if (calls.callById(inside.db, input.callId)?.state !== 'published')
      throw new Invalid({ callId: 'form.choice' });
    const may = queries.panelCandidates(inside.db).map(({ personId }) => personId);
    if (input.panel.some((id) => !may.includes(id))) throw new Invalid({ panel: 'form.choice' });
    const { panel, link, ...row } = input;
    const id = queries.insertSession(
      inside.db,
      {
        ...row,
        link: link ?? '',
        state: 'draft',
        createdAt: inside.clock.now(),
        createdBy: actor.personId || null,
      },
      panel,
    );
    record(inside, actor, {
      entity: 'interview',
      entityId: id,
      event: 'plan',
      to: 'draft',
      details: { callId: input.callId, panel: panel.map(String) },
    });
    return id;
  });
}

/**
 * Adds a day's times in one step; in a published session they can be chosen at once. Throws Invalid for a day that is
 * over, a public holiday or closed, times in each other's way, or a panel member who sits elsewhere or goes to a hearing then.
 */
export function addSlots(ctx: Ctx, actor: Actor, id: number, wanted: Plan): void {
  inTransaction(ctx, (inside) => {
    const { session, panel, slots } = load(inside, actor, 'interview.plan', id);
    if (session.state === 'cancelled') throw new Conflict('interviews.conflict.cancelled');
    const made = slotsOf(wanted);
    if (made.some(({ startsAt }) => startsAt <= inside.clock.now()))
      throw new Invalid({ day: 'interviews.problem.past' });
    if (runsPastMidnight(wanted.day, made)) throw new Invalid({ count: 'interviews.problem.midnight' });
    mustBeOpen(inside, made, 'day');
    if (made.some((one) => slots.some((other) => overlap(one, other))))
      throw new Invalid({ first: 'interviews.problem.own' });
    mustBeFree(
      inside,
      panel.map(({ personId }) => personId),
      made,
      session.id,
      'first',
    );
    queries.insertSlots(inside.db, session.id, made);
    record(inside, actor, {
      entity: 'interview',
      entityId: id,
      event: 'add_times',
      details: { count: made.length },
    });
  });
}

/** Throws Invalid at `field` when one of these times is on a public holiday, or when the organisation is closed. */
function mustBeOpen(ctx: Ctx, spans: readonly Span[], field: string): void {
  for (const day of new Set(spans.map(({ startsAt }) => localDate(startsAt)))) {
    if (isHoliday(day)) throw new Invalid({ [field]: 'interviews.problem.holiday' });
    const words = closedBecause(ctx.db, day);
    if (words === undefined) continue;
    const values = { words, day: day.split('-').reverse().join('.') };
    throw new Invalid({ [field]: { key: 'interviews.problem.closed', values } });
  }
}

/** Throws Invalid at `field` when one of these people sits in another session, or goes to a hearing, at one of these times. */
function mustBeFree(
  ctx: Ctx,
  people: number[],
  spans: readonly Span[],
  exceptSession: number,
  field: string,
): void {
  for (const span of spans) {
    mustMissNoHearing(ctx, people, span, field);
    const busy = queries.busyWith(ctx.db, { people, span, exceptSession });
    if (!busy) continue;
    const { name, place, startsAt, endsAt } = busy;
    const day = localDate(startsAt).split('-').reverse().join('.');
    const values = { name, place, day, from: localTime(startsAt), to: localTime(endsAt) };
    throw new Invalid({ [field]: { key: 'interviews.problem.overlap', values } });
  }
}

function mustMissNoHearing(ctx: Ctx, people: number[], span: Span, field: string): void {
  const day = localDate(span.startsAt);
  const hearing = queries.hearingsOn(ctx.db, people, day).find((one) => meetsHearing(span, one));
  if (!hearing) return;
  const { name, time } = hearing;
  const values = { name, time, day: day.split('-').reverse().join('.') };
  const key = time === '' ? 'interviews.problem.hearing_day' : 'interviews.problem.hearing';
  throw new Invalid({ [field]: { key, values } });
}

/**
 * Opens the times to those who are invited. Throws Conflict without a time to come or when it is no draft, and Invalid
 * when a day is closed by now, or one of the panel has something else at one of the times.
 */
export function publish(ctx: Ctx, actor: Actor, id: number): void {
  inTransaction(ctx, (inside) => {
    const { session, panel, slots } = load(inside, actor, 'interview.plan', id);
    const toCome = slots.filter(({ startsAt }) => startsAt > inside.clock.now());
    if (toCome.length === 0) throw new Conflict('interviews.conflict.no_times');
    const sits = panel.map(({ personId }) => personId);
    if (session.state === 'draft') {
      mustBeOpen(inside, toCome, 'times');
      mustBeFree(inside, sits, toCome, session.id, 'times');
    }
    if (!queries.setState(inside.db, session.id, 'draft', 'published'))
      throw new Conflict('form.conflict.state');
    record(inside, actor, {
      entity: 'interview',
      entityId: id,
      event: 'publish',
      from: 'draft',
      to: 'published',
    });
  });
}

/** Takes a publication back: nobody can choose these times any more. Throws Conflict once somebody has had one. */
export function unpublish(ctx: Ctx, actor: Actor, id: number): void {
  inTransaction(ctx, (inside) => {
    const { session } = load(inside, actor, 'interview.plan', id);
    if (queries.wasBooked(inside.db, session.id)) throw new Conflict('interviews.conflict.booked');
    if (!queries.setState(inside.db, session.id, 'published', 'draft'))
      throw new Conflict('form.conflict.state');
    record(inside, actor, {
      entity: 'interview',
      entityId: id,
      event: 'unpublish',
      from: 'published',
      to: 'draft',
    });
  });
}

/**
 * Throws Invalid at `in` when this person may not sit on a panel, sits on this one, or has something else at one of its
 * times to come; at `out` when nobody of that id sits there. `field` names another field for the first.
 */
export function mustFit(ctx: Ctx, loaded: Loaded, seats: { out: number; in: number }, field = 'in'): void {
  const { session, panel, slots } = loaded;
  const may = queries.panelCandidates(ctx.db).map(({ personId }) => personId);
  const sits = (personId: number) => panel.some((one) => one.personId === personId);
  if (!may.includes(seats.in) || sits(seats.in)) throw new Invalid({ [field]: 'form.choice' });
  if (!sits(seats.out)) throw new Invalid({ out: 'form.choice' });
  const now = ctx.clock.now();
  const toCome = slots.filter(({ endsAt }) => endsAt > now);
  mustBeFree(ctx, [seats.in], toCome, session.id, field);
}

/** Puts somebody else on the panel, who fits and has declared. Throws Invalid. Runs in the caller's transaction. */
export function swap(ctx: Ctx, actor: Actor, loaded: Loaded, seats: { out: number; in: number }): void {
  const { session } = loaded;
  const now = ctx.clock.now();
  if (!queries.endMember(ctx.db, session.id, seats.out, now)) throw new Invalid({ out: 'form.choice' });
  queries.insertMember(ctx.db, session.id, seats.in, now);
  record(ctx, actor, { entity: 'interview', entityId: session.id, event: 'swap_member', details: seats });
}

/** Takes these times away, and with `whole` the session. Whoever had them was told before. Runs in the caller's transaction. */
export function cancel(
  ctx: Ctx,
  actor: Actor,
  session: queries.Session,
  slotIds: readonly number[],
  whole: boolean,
): void {
  queries.cancelSlots(ctx.db, slotIds, ctx.clock.now());
  if (whole && !queries.setState(ctx.db, session.id, session.state, 'cancelled'))
    throw new Conflict('form.conflict.state');
  record(ctx, actor, {
    entity: 'interview',
    entityId: session.id,
    event: whole ? 'cancel' : 'cancel_times',
    details: { count: slotIds.length },
  });
}
