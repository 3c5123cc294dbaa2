// Gives files to readers: as a dry run with everybody's load, and then exactly that, in one act.
import type { Actor } from '../access/actor.js';
import * as calls from '../calls/queries.js';
import { peopleIn } from '../conflicts/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, NotFound } from '../errors.js';
import { newGroup, record } from '../history/record.js';
import * as queries from './queries.js';
import { type Assignment, planOf, wordOf } from './rules.js';

/** A published call with its texts. Throws NotFound. */
export function callFor(ctx: Ctx, callId: number) {
  const call = calls.callById(ctx.db, callId);
  if (call?.state !== 'published') throw new NotFound();
  return { call, texts: calls.textsOf(ctx.db, call.id) };
}

/**
 * The dry run: who reads how many files now and then, when these people read; everybody in the group when nobody is
 * chosen. Third readers stay with their files and are not counted towards the two. Throws NotFound.
 */
export function proposal(ctx: Ctx, actor: Actor, callId: number, chosen: readonly number[]) {
  const { call, texts } = callFor(ctx, callId);
  const files = queries.filesInReview(ctx.db, actor.personId, call.id);
  const all = queries
    .readersOf(ctx.db, call.id)
    .filter((row) => files.some(({ id }) => id === row.applicationId));
  const current = all.filter((row) => row.isFree === 1);
  const barred = queries.barredOf(ctx.db, call.id);
  const reviewers = peopleIn(ctx.db, ['reviewer']);
  const people = reviewers.filter(({ id }) => chosen.length === 0 || chosen.includes(id)).map(({ id }) => id);
  const first = current.filter((row) => row.role === 'first');
  const plan = planOf(
    files.map(({ id }) => ({
      id,
      readers: first.filter((row) => row.applicationId === id).map((row) => row.personId),
      // A third reader of a file is not one of its two as well.
      barred: [...barred, ...current.filter((row) => row.role === 'third')]
        .filter((row) => row.applicationId === id)
        .map((row) => row.personId),
    })),
    people,
    call.settings.reviewersPerFile,
    new Set(
      first.filter((row) => row.submittedAt !== null).map((row) => `${row.applicationId}:${row.personId}`),
    ),
  );
  return { call, texts, files, current, reviewers, people, plan };
}

/** Carries out the plan that was looked at. Throws Conflict when something changed since. */
export function assign(
  ctx: Ctx,
  actor: Actor,
  input: { callId: number; people: readonly number[]; plan: string },
): void {
  inTransaction(ctx, (inside) => {
    const { call, plan } = proposal(inside, actor, input.callId, input.people);
    if (wordOf(plan) !== input.plan) throw new Conflict('reading.changed');
    const groupId = newGroup();
    for (const one of plan.remove) release(inside, actor, one, groupId);
    for (const one of plan.add) give(inside, actor, one, 'first', groupId);
    const details = { added: plan.add.length, removed: plan.remove.length };
    record(inside, actor, { entity: 'call', entityId: call.id, event: 'assign_readers', groupId, details });
  });
}

function release(ctx: Ctx, actor: Actor, { applicationId, personId }: Assignment, groupId: string): void {
  queries.removeReading(ctx.db, applicationId, personId, ctx.clock.now());
  record(ctx, actor, {
    entity: 'application',
    entityId: applicationId,
    event: 'release_reader',
    groupId,
    details: { personId },
  });
}

/** Gives a file to a reader. Runs in the caller's transaction. */
export function give(
  ctx: Ctx,
  actor: Actor,
  { applicationId, personId }: Assignment,
  role: queries.Reading['role'],
  groupId: string | null = null,
): number {
  const id = queries.insertReading(ctx.db, {
    applicationId,
    personId,
    role,
    assignedAt: ctx.clock.now(),
    assignedBy: actor.personId,
  });
  record(ctx, actor, {
    entity: 'application',
    entityId: applicationId,
    event: role === 'third' ? 'assign_third_reader' : 'assign_reader',
    groupId,
    details: { personId },
  });
  return id;
}

/** Who could read a file as well, with the fewest files of the call; undefined when nobody is left. */
export function freestFor(ctx: Ctx, callId: number, applicationId: number): number | undefined {
  const current = queries.readersOf(ctx.db, callId);
  const kept = [...queries.barredOf(ctx.db, callId), ...current]
    .filter((row) => row.applicationId === applicationId)
    .map((row) => row.personId);
  const load = (id: number) => current.filter((row) => row.personId === id).length;
  const [freest] = peopleIn(ctx.db, ['reviewer'])
    .filter(({ id }) => !kept.includes(id))
    .sort((a, b) => load(a.id) - load(b.id) || a.id - b.id);
  return freest?.id;
}

/** Removes who read these applications. Runs in the caller's transaction. */
export function erase(ctx: Ctx, applicationIds: readonly number[]): void {
  queries.deleteReadings(ctx.db, applicationIds);
}
