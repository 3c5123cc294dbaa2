// An applicant says once that a decision is wrong; somebody who had no part in it looks again.
import type { Actor } from '../access/actor.js';
import * as answerers from '../answerers/service.js';
import { applicationById } from '../applications/queries.js';
import * as applications from '../applications/service.js';
import { live, moves } from '../applications/states.js';
import { callById } from '../calls/queries.js';
import { closedFor } from '../closed-days/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { releasedDecisionOf } from '../decisions/queries.js';
import { Conflict, NotFound } from '../errors.js';
import { record } from '../history/record.js';
import { seal, unseal } from '../lib/seal.js';
import { extensionsOf } from '../outages/queries.js';
import * as tasks from '../tasks/service.js';
import * as queries from './queries.js';
import { contestUntil, standingOf } from './rules.js';

/** An application with what may be said about its decision, and until when. Throws NotFound where there is none. */
export function opened(ctx: Ctx, actor: Actor, id: number) {
  const shown = applications.opened(ctx, actor, 'contest.make', id);
  const { application, call } = shown;
  const decision = releasedDecisionOf(ctx.db, application.id)?.decision;
  const now = ctx.clock.now();
  const standing = standingOf(
    application,
    decision,
    queries.contestOf(ctx.db, application.id),
    {
      workingDays: call.settings.contestWorkingDays,
      isClosed: closedFor(ctx.db, decision?.releasedAt ?? now),
      movedTo: decision ? queries.movedTo(ctx.db, decision.id) : 0,
    },
    now,
  );
  if (!standing) throw new NotFound();
  return { ...shown, ...standing, extensions: decision ? extensionsOf(ctx.db, 'contest', decision.id) : [] };
}

/** Every decision that may be contested or might have been, with since when and until when. */
export function contestable(ctx: Ctx) {
  return queries.uncontested(ctx.db).flatMap(({ id, applicationId, callId, releasedAt }) => {
    const call = callById(ctx.db, callId);
    if (!call) return [];
    const untilAt = contestUntil(releasedAt, {
      workingDays: call.settings.contestWorkingDays,
      isClosed: closedFor(ctx.db, releasedAt),
      movedTo: queries.movedTo(ctx.db, id),
    });
    return [{ id, applicationId, sinceAt: releasedAt, untilAt }];
  });
}

/** Notes that there is more time to contest, after an outage. Runs in the caller's transaction. */
export function extended(ctx: Ctx, actor: Actor, applicationId: number): void {
  record(ctx, actor, { entity: 'application', entityId: applicationId, event: 'extend_contest' });
}

/** What was said, for staff who deal with it and for who said it. */
export function wordsOf(ctx: Ctx, contest: queries.Contest): string {
  const { sealedWords, applicationId } = contest;
  return sealedWords ? unseal(ctx.config.keyring, sealedWords, `contest:${applicationId}`).toString() : '';
}

/**
 * Contests a decision: it goes back to be read, marked, and somebody else is asked. A receipt leaves at once.
 * Throws Conflict when it is too late, or was said before.
 */
export function make(ctx: Ctx, actor: Actor, input: { id: number; words: string }): void {
  inTransaction(ctx, (inside) => {
    const { application, call, open } = opened(inside, actor, input.id);
    if (!open) throw new Conflict('contests.closed');
    const now = inside.clock.now();
    applications.move(inside, actor, application, 'contest', {
      role: 'applicant',
      change: { contestedAt: now },
    });
    queries.insertContest(inside.db, {
      applicationId: application.id,
      sealedWords: seal(inside.config.keyring, Buffer.from(input.words), `contest:${application.id}`),
      madeAt: now,
    });
    ask(inside, application.id, application.reference ?? '');
    applications.write(inside, application, call, moves.contest.mail);
  });
}

const taskOf = (id: number) => ({ kind: 'contest-to-answer', entity: 'application', entityId: id }) as const;

/** A task for whoever had no part in the decision. */
function ask(ctx: Ctx, id: number, reference: string): void {
  const notFor = queries.peopleWithPart(ctx.db, id);
  tasks.open(ctx, { ...taskOf(id), details: { reference }, notFor });
  answerers.settle(ctx);
}

/** Whoever proposed or confirmed the contested decision leaves the file's conditions to others. Throws Conflict. */
export function refusePart(ctx: Ctx, actor: Actor, applicationId: number): void {
  if (!mayTakePart(ctx, actor, applicationId)) throw new Conflict('contests.not_yours');
}

/** False for those who had part in a decision that was contested, for good: its facts are others' to judge. */
export function mayTakePart(ctx: Ctx, actor: Actor, applicationId: number): boolean {
  return !queries.hadPart(ctx.db, actor.personId, applicationId);
}

/** True while what an applicant said waits for an answer. */
export function isOpen(ctx: Ctx, applicationId: number): boolean {
  const contest = queries.contestOf(ctx.db, applicationId);
  return contest !== undefined && contest.answeredAt === null;
}

/** Notes what came of a contest, where there is an open one; answers whether. Runs in the caller's transaction. */
export function answer(
  ctx: Ctx,
  actor: Actor,
  applicationId: number,
  outcome: 'changed' | 'upheld',
): boolean {
  const answered = { outcome, answeredBy: actor.personId, answeredAt: ctx.clock.now() };
  if (!queries.answerContest(ctx.db, applicationId, answered)) return false;
  tasks.close(ctx, actor, taskOf(applicationId));
  answerers.close(ctx, applicationId);
  return true;
}

/**
 * After a step was undone: where that step had answered a contest (the application is marked as contested again), it
 * waits for an answer again. Runs in the caller's transaction.
 */
export function reopen(ctx: Ctx, applicationId: number): void {
  const application = applicationById(ctx.db, applicationId);
  if (!application || application.contestedAt === null) return;
  queries.reopenContest(ctx.db, applicationId);
  ask(ctx, applicationId, application.reference ?? '');
}

/**
 * Keeps it true who is asked about what was said: somebody while the application goes on and there is no answer, else
 * nobody. Runs in the caller's transaction.
 */
export function settle(ctx: Ctx, actor: Actor, applicationId: number): void {
  const application = applicationById(ctx.db, applicationId);
  const goesOn = application !== undefined && (live as readonly string[]).includes(application.state);
  if (goesOn && isOpen(ctx, applicationId)) {
    ask(ctx, applicationId, application.reference ?? '');
    return;
  }
  tasks.close(ctx, actor, taskOf(applicationId));
  answerers.close(ctx, applicationId);
}

/** Erases the words about an application. Runs in the caller's transaction. */
export function erase(ctx: Ctx, actor: Actor, applicationId: number): void {
  queries.eraseContest(ctx.db, applicationId);
  tasks.close(ctx, actor, taskOf(applicationId));
  answerers.close(ctx, applicationId);
}
