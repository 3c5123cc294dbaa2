// Hearings as staff plan them: put on the calendar, changed, moved, called off; and what became of them.
import type { Actor } from '../access/actor.js';
import * as cases from '../cases/service.js';
import { closedOn } from '../closed-days/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound, Stale } from '../errors.js';
import { record } from '../history/record.js';
import { step } from '../lib/step.js';
import type { Court, HearingType } from '../lib/terms.js';
import * as tasks from '../tasks/service.js';
import { differencesOf } from './present.js';
import * as queries from './queries.js';
import { type Event, moves, type Role } from './states.js';

export type Details = {
  court: Court;
  courtroom: string | null;
  type: HearingType;
  languages: string[];
  purpose: string | null;
};
export type When = { scheduledOn: string; scheduledTime: string };

/** A hearing that the actor may read, with its case and who goes there. Throws NotFound for every other. */
export function opened(ctx: Ctx, actor: Actor, id: number) {
  const shown = queries.visibleTo(ctx.db, actor, id);
  if (!shown) throw new NotFound();
  const { hearing } = shown;
  const from = hearing.movedFromId === null ? undefined : queries.hearingById(ctx.db, hearing.movedFromId);
  return {
    ...shown,
    closed: closedOn(ctx.db, hearing.scheduledOn),
    movedFrom: from,
    movedTo: queries.movedTo(ctx.db, id),
  };
}

export type Opened = ReturnType<typeof opened>;

/**
 * Puts a hearing on the calendar; answers with its id. Throws Invalid when the case sits on that day and hour already,
 * NotFound for a case the actor may not read.
 */
export function schedule(
  ctx: Ctx,
  actor: Actor,
  input: Details & When & { caseId: number; source?: 'staff' | 'import'; sample?: boolean },
): number {
  return inTransaction(ctx, (inside) => {
    const { caseId, source = 'staff', sample = false, ...rest } = input;
    const known = cases.known(inside, actor, caseId);
    const id = insert(inside, actor, known.id, rest, { source, sample, movedFromId: null });
    if (id === undefined) throw new Invalid({ scheduledOn: 'hearings.problem.twice' });
    return id;
  });
}

/**
 * Puts the next date that a report names on the calendar, unless it is there; answers with the hearing's id. The
 * actor needs no right to plan: it is what they heard in court. `isMoved`: it takes the place of the one before. Runs
 * in the caller's transaction.
 */
export function scheduleAnnounced(
  ctx: Ctx,
  actor: Actor,
  before: queries.Hearing,
  next: When & { courtroom: string | null; purpose: string | null },
  isMoved = false,
): number {
  const { court, type, languages, caseId, sample } = before;
  const details = { court, type, languages, ...next };
  const movedFromId = isMoved && !queries.movedTo(ctx.db, before.id) ? before.id : null;
  const there = queries.hearingThen(ctx.db, { caseId, ...next });
  if (there) return there.id;
  const id = insert(ctx, actor, caseId, details, { source: 'report', sample, movedFromId });
  if (id === undefined) throw new Conflict('form.conflict.state');
  return id;
}

/** Writes down what else is known of a hearing on the same day. Throws Stale, Invalid, IllegalMove, NotFound. */
export function change(
  ctx: Ctx,
  actor: Actor,
  input: Details & { id: number; scheduledTime: string; version: number },
): void {
  inTransaction(ctx, (inside) => {
    const { hearing } = opened(inside, actor, input.id);
    const { id, version, ...rest } = input;
    step(moves, 'change', hearing.state, 'coordinator');
    const wanted = { ...rest, courtroom: rest.courtroom ?? '', purpose: rest.purpose ?? '' };
    if (hearing.version !== version) throw new Stale(differencesOf(hearing, wanted), hearing.stateAt);
    const { caseId, scheduledOn } = hearing;
    const there = queries.hearingThen(inside.db, { caseId, scheduledOn, scheduledTime: rest.scheduledTime });
    if (there && there.id !== id) throw new Invalid({ scheduledTime: 'hearings.problem.twice' });
    if (!queries.changeHearing(inside.db, hearing, wanted)) throw new Conflict('form.conflict.state');
    record(inside, actor, { ...about(id), event: 'change' });
  });
}

/**
 * Moves a hearing to another day or hour: the old one stays on the calendar as moved, a new one takes its place;
 * answers with its id. Throws Invalid when nothing changes or the case sits then already, Conflict, IllegalMove.
 */
export function move(
  ctx: Ctx,
  actor: Actor,
  input: When & { id: number; reason: string | null; version: number },
): number {
  return inTransaction(ctx, (inside) => {
    const { hearing } = opened(inside, actor, input.id);
    const { scheduledOn, scheduledTime } = input;
    if (hearing.scheduledOn === scheduledOn && hearing.scheduledTime === scheduledTime)
      throw new Invalid({ scheduledOn: 'hearings.problem.same' });
    turn(inside, actor, hearing, 'move', 'coordinator', { version: input.version, note: input.reason });
    const { caseId, court, courtroom, type, languages, purpose, source, sample } = hearing;
    const details = { court, courtroom, type, languages, purpose, scheduledOn, scheduledTime };
    const id = insert(inside, actor, caseId, details, { source, sample, movedFromId: hearing.id });
    if (id === undefined) throw new Invalid({ scheduledOn: 'hearings.problem.twice' });
    return id;
  });
}

/** Notes that the court called it off beforehand. Throws Conflict, IllegalMove, NotFound. */
export function cancel(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; reason: string | null; version: number },
): void {
  inTransaction(ctx, (inside) => {
    const { hearing } = opened(inside, actor, input.id);
    turn(inside, actor, hearing, 'cancel', 'coordinator', { version: input.version, note: input.reason });
  });
}

/**
 * Calls off what a report had announced and no longer does, unless somebody took it in hand meanwhile. Runs in the
 * caller's transaction.
 */
export function unannounce(ctx: Ctx, actor: Actor, id: number): void {
  const hearing = queries.hearingById(ctx.db, id);
  if (hearing?.state !== 'scheduled' || hearing.source !== 'report') return;
  turn(ctx, actor, hearing, 'call_off', 'monitor', { version: hearing.version, note: null });
}

type Announced = { courtroom: string | null; purpose: string | null };

/**
 * What a report had said of the hearing it announced (`said`) is said anew, where nobody wrote something else meanwhile;
 * also where that hearing was moved. Runs in the caller's transaction.
 */
export function restate(ctx: Ctx, actor: Actor, id: number, said: Announced, now: Announced): void {
  const names = ['courtroom', 'purpose'] as const;
  for (let at = queries.hearingById(ctx.db, id); at; at = queries.movedTo(ctx.db, at.id)) {
    const hearing = at;
    const isSaid = (name: (typeof names)[number]) => hearing[name] === (said[name] ?? '');
    const anew = names.filter((name) => isSaid(name) && hearing[name] !== (now[name] ?? ''));
    if (hearing.source !== 'report' || anew.length === 0) continue;
    const change = Object.fromEntries(anew.map((name) => [name, now[name] ?? '']));
    if (!queries.changeHearing(ctx.db, hearing, change)) throw new Conflict('form.conflict.state');
    record(ctx, actor, { ...about(hearing.id), event: 'change' });
  }
}

const eventOf = { held: 'hold', not_held: 'fail', cancelled: 'call_off', moved: 'put_off' } as const;

/** Notes what a filed report says became of it. Runs in the caller's transaction. Throws Conflict, IllegalMove. */
export function conclude(ctx: Ctx, actor: Actor, id: number, became: keyof typeof eventOf): void {
  const hearing = queries.hearingById(ctx.db, id);
  if (!hearing) throw new NotFound();
  turn(ctx, actor, hearing, eventOf[became], 'monitor', { version: hearing.version, note: null });
}

/** Opens a task for each case that has had no date for so long; closes those of cases that have one again. */
export function askForDates(ctx: Ctx, today: string, since: string): number {
  const without = queries.casesWithoutDate(ctx.db, today, since);
  for (const { id } of without) tasks.open(ctx, { kind: 'case-without-date', entity: 'case', entityId: id });
  return without.length;
}

/** What asks for somebody to go to a hearing: asked no more once it is off, or was. */
export const coverTasks = ['hearing-uncovered', 'hearing-to-cover', 'hearing-announced'] as const;

function insert(
  ctx: Ctx,
  actor: Actor,
  caseId: number,
  details: Details & When,
  more: Pick<queries.Hearing, 'source' | 'sample' | 'movedFromId'>,
): number | undefined {
  const now = ctx.clock.now();
  const id = queries.insertHearing(ctx.db, {
    ...details,
    ...more,
    caseId,
    courtroom: details.courtroom ?? '',
    purpose: details.purpose ?? '',
    state: 'scheduled',
    stateAt: now,
    addedAt: now,
    addedBy: actor.personId || null,
  });
  if (id === undefined) return undefined;
  record(ctx, actor, { ...about(id), event: 'schedule', to: 'scheduled', details: { caseId } });
  tasks.close(ctx, actor, { kind: 'case-without-date', entity: 'case', entityId: caseId });
  return id;
}

function turn(
  ctx: Ctx,
  actor: Actor,
  hearing: queries.Hearing,
  event: Event,
  role: Role,
  how: { version: number; note: string | null },
): void {
  const to = step(moves, event, hearing.state, role);
  const stateAt = ctx.clock.now();
  if (!queries.changeHearing(ctx.db, { ...hearing, version: how.version }, { state: to, stateAt }))
    throw new Conflict('form.conflict.state');
  record(ctx, actor, { ...about(hearing.id), event, from: hearing.state, to, note: how.note });
  if (to !== 'scheduled')
    for (const kind of coverTasks) tasks.close(ctx, actor, { kind, ...about(hearing.id) });
}

const about = (id: number) => ({ entity: 'hearing', entityId: id });
