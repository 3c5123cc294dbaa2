// Who goes to which hearing: proposed, assigned, released; and the days on which somebody cannot.
import type { Actor } from '../access/actor.js';
import { closedOn } from '../closed-days/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound } from '../errors.js';
import * as hearings from '../hearings/service.js';
import { record } from '../history/record.js';
import { addDays, localDate } from '../lib/time.js';
import { holdsUntil } from '../placements/rules.js';
import * as placements from '../placements/service.js';
import * as tasks from '../tasks/service.js';
import * as queries from './queries.js';
import { hindranceOf, loadsAfter, type Monitor, propose } from './rules.js';

/** How far ahead a proposal looks, in days; and how far back the load is counted. */
export const AHEAD = 30;
const BACK = 30;
/** A hearing nobody goes to becomes a task so many days before. */
const WARN = 7;

/** Interns at work, as the rota sees them today. */
export function monitorsNow(ctx: Ctx): Monitor[] {
  const today = localDate(ctx.clock.now());
  const interns = queries.activeInterns(ctx.db);
  const ids = interns.map(({ personId }) => personId);
  const ties = queries.tiesOf(ctx.db, ids);
  const absences = queries.absencesOf(ctx.db, ids, today);
  const days = queries.busyDays(ctx.db, ids, addDays(today, -BACK));
  const sitting = queries.interviewTimes(ctx.db, ids, ctx.clock.now());
  return interns.map(({ personId, name, startsOn, endsOn, languages, signedAt }) => {
    const mine = days.filter((one) => one.personId === personId).map(({ day }) => day);
    return {
      personId,
      name,
      startsOn: startsOn ?? '',
      endsOn: endsOn ?? '',
      languages,
      signedUntil: signedAt === null ? '' : holdsUntil(signedAt),
      tiedTo: ties.filter((one) => one.personId === personId).map(({ caseId }) => caseId),
      absences: absences.filter((one) => one.personId === personId),
      interviewsOn: sitting
        .filter((one) => one.personId === personId)
        .map(({ startsAt }) => localDate(startsAt)),
      busyOn: mine.filter((day) => day >= today),
      load: mine.length,
    };
  });
}

/** Hearings of the next thirty days that nobody goes to, with who would go; nothing is changed. */
export function proposal(ctx: Ctx) {
  const today = localDate(ctx.clock.now());
  const monitors = monitorsNow(ctx);
  const dues = queries.uncovered(ctx.db, { from: today, until: addDays(today, AHEAD) });
  const proposed = propose(monitors, dues);
  return {
    monitors,
    rows: dues.map((due, at) => ({
      due,
      closed: closedOn(ctx.db, due.scheduledOn),
      proposed: proposed[at]?.monitor,
      hindrances: monitors.map((monitor) => ({ monitor, hindrance: hindranceOf(monitor, due) })),
    })),
    loads: loadsAfter(monitors, proposed),
  };
}

/** A hearing, and for each intern at work who does not go there yet why they cannot, if so. Throws NotFound. */
export function choices(ctx: Ctx, actor: Actor, hearingId: number) {
  const shown = hearings.opened(ctx, actor, hearingId);
  const due = { hearingId, ...shown.hearing };
  const going = queries
    .assignmentsOf(ctx.db, hearingId)
    .filter(({ assignment }) => assignment.releasedAt === null)
    .map(({ assignment }) => assignment.personId);
  const hindrances = monitorsNow(ctx)
    .filter(({ personId }) => !going.includes(personId))
    .map((monitor) => ({ monitor, hindrance: hindranceOf(monitor, due) }));
  return { ...shown, hindrances };
}

/**
 * Assigns everybody who was chosen, all or nobody; hearings that somebody goes to meanwhile stay as they are. Throws
 * Invalid on the field of the first who cannot go any more, and when nobody was chosen or nothing is left to assign.
 */
export function applyProposal(
  ctx: Ctx,
  actor: Actor,
  chosen: readonly { hearingId: number; personId: number }[],
): number {
  return inTransaction(ctx, (inside) => {
    if (chosen.length === 0) throw new Invalid({ form: 'rota.problem.nobody' });
    const today = localDate(inside.clock.now());
    const dues = queries.uncovered(inside.db, { from: today, until: addDays(today, AHEAD) });
    const open = chosen.filter((one) => dues.some(({ hearingId }) => hearingId === one.hearingId));
    if (open.length === 0) throw new Invalid({ form: 'rota.problem.covered' });
    for (const one of open) {
      try {
        assign(inside, actor, one);
      } catch (error) {
        if (!(error instanceof Invalid)) throw error;
        throw new Invalid({ [`hearing-${one.hearingId}`]: error.problems.person ?? 'form.choice' });
      }
    }
    return open.length;
  });
}

/**
 * Sends an intern to a hearing. Throws Invalid (on `person`) with why they cannot go, Conflict when the hearing is
 * off, NotFound.
 */
export function assign(ctx: Ctx, actor: Actor, input: { hearingId: number; personId: number }): void {
  inTransaction(ctx, (inside) => {
    const { hearing } = hearings.opened(inside, actor, input.hearingId);
    if (hearing.state !== 'scheduled') throw new Conflict('form.conflict.state');
    const monitor = monitorsNow(inside).find(({ personId }) => personId === input.personId);
    if (!monitor) throw new Invalid({ person: 'form.choice' });
    const due = { hearingId: hearing.id, ...hearing };
    const hindrance = hindranceOf(monitor, due);
    if (hindrance) throw new Invalid({ person: `rota.hindrance.${hindrance}` });
    const now = inside.clock.now();
    const row = { ...input, assignedAt: now, assignedBy: actor.personId || null };
    if (!queries.insertAssignment(inside.db, row)) throw new Invalid({ person: 'rota.hindrance.busy' });
    const details = { personId: input.personId };
    record(inside, actor, { ...about(hearing.id), event: 'assign', details });
    for (const kind of hearings.coverTasks) tasks.close(inside, actor, { kind, ...about(hearing.id) });
  });
}

/** Somebody does not go after all. Throws Conflict when they no longer do, NotFound. */
export function releaseFrom(
  ctx: Ctx,
  actor: Actor,
  input: {
    hearingId: number;
    personId: number;
    reason: NonNullable<queries.Assignment['releaseReason']>;
  },
): void {
  inTransaction(ctx, (inside) => {
    const { hearing } = hearings.opened(inside, actor, input.hearingId);
    const found = queries.standing(inside.db, hearing.id, input.personId);
    if (!found) throw new NotFound();
    if (hearing.state !== 'scheduled') throw new Conflict('form.conflict.state');
    const how = { releasedAt: inside.clock.now(), releaseReason: input.reason };
    if (!queries.release(inside.db, found.id, how)) throw new Conflict('form.conflict.state');
    record(inside, actor, {
      ...about(hearing.id),
      event: 'release',
      reasonCode: input.reason,
      details: { personId: input.personId },
    });
  });
}

/**
 * Somebody turned out to have a tie to a case: they go to none of its hearings from today on, and staff are asked to
 * find cover. Runs in the caller's transaction; answers with to how many they would have gone.
 */
export function releaseTied(ctx: Ctx, actor: Actor, input: { caseId: number; personId: number }): number {
  const rows = queries.standingIn(ctx.db, { ...input, from: localDate(ctx.clock.now()) });
  for (const { id, hearingId } of rows) {
    queries.release(ctx.db, id, { releasedAt: ctx.clock.now(), releaseReason: 'tie' });
    const details = { personId: input.personId };
    record(ctx, actor, { ...about(hearingId), event: 'release', reasonCode: 'tie', details });
    tasks.open(ctx, { kind: 'hearing-to-cover', ...about(hearingId) });
  }
  return rows.length;
}

/** The texts the actor has to sign anew, by now or soon, to be sent to hearings. */
export function toSignAnew(ctx: Ctx, actor: Actor) {
  return placements.toSignAnew(ctx, actor.personId);
}

/** The actor cannot go to hearings on these days; those they were assigned to become tasks. */
export function addAbsence(ctx: Ctx, actor: Actor, input: { fromOn: string; untilOn: string }): void {
  inTransaction(ctx, (inside) => {
    const today = localDate(inside.clock.now());
    if (input.untilOn < today) throw new Invalid({ untilOn: 'rota.problem.past' });
    const { personId } = actor;
    queries.insertAbsence(inside.db, { ...input, personId, addedAt: inside.clock.now() });
    record(inside, actor, { entity: 'person', entityId: personId, event: 'absence_added' });
    for (const { hearingId, scheduledOn, state, releasedAt } of queries.workOf(inside.db, personId)) {
      const hit = scheduledOn >= input.fromOn && scheduledOn <= input.untilOn;
      if (hit && state === 'scheduled' && releasedAt === null)
        tasks.open(inside, { kind: 'hearing-to-cover', ...about(hearingId) });
    }
  });
}

/** Takes an absence of one's own back; nobody is asked for cover any more for the days that are free again. Throws NotFound. */
export function removeAbsence(ctx: Ctx, actor: Actor, id: number): void {
  inTransaction(ctx, (inside) => {
    const { personId } = actor;
    if (!queries.deleteAbsence(inside.db, personId, id)) throw new NotFound();
    record(inside, actor, { entity: 'person', entityId: personId, event: 'absence_removed' });
    const left = queries.absencesOf(inside.db, [personId], localDate(inside.clock.now()));
    for (const { hearingId, scheduledOn, releasedAt } of queries.workOf(inside.db, personId)) {
      const isAway = left.some(({ fromOn, untilOn }) => scheduledOn >= fromOn && scheduledOn <= untilOn);
      if (releasedAt === null && !isAway)
        tasks.close(inside, actor, { kind: 'hearing-to-cover', ...about(hearingId) });
    }
  });
}

/** Hearings of the coming week that nobody goes to: a task for each. Answers with how many. */
export function askForCover(ctx: Ctx): number {
  const found = soonUncovered(ctx);
  for (const { hearingId } of found) tasks.open(ctx, { kind: 'hearing-uncovered', ...about(hearingId) });
  return found.length;
}

/** Hearings of the coming week that nobody goes to. */
export function soonUncovered(ctx: Ctx) {
  const today = localDate(ctx.clock.now());
  return queries.uncovered(ctx.db, { from: today, until: addDays(today, WARN) });
}

/** What is held about a person's hearings and days away, for themselves. */
export function heldAbout(ctx: Ctx, personId: number) {
  const hearings = queries.workOf(ctx.db, personId).map((row) => {
    const { against, court, scheduledOn, scheduledTime, state, releasedAt } = row;
    return { case: against, court, scheduledOn, scheduledTime, state, releasedAt };
  });
  const away = queries.absencesOf(ctx.db, [personId], '').map(({ fromOn, untilOn }) => ({ fromOn, untilOn }));
  return { hearings, away };
}

/** Removes a person's absences. Runs in the caller's transaction. */
export function erase(ctx: Ctx, personId: number): void {
  queries.eraseAbsences(ctx.db, personId);
}

const about = (id: number) => ({ entity: 'hearing', entityId: id });
