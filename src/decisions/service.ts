// Decisions: prepared with their letter, taken back, and released together by the director. Only a release decides.
import type { Actor } from '../access/actor.js';
import { applicationById } from '../applications/queries.js';
import * as applications from '../applications/service.js';
import type { Role } from '../applications/states.js';
import { callById } from '../calls/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound } from '../errors.js';
import { newGroup } from '../history/record.js';
import type { Language } from '../i18n/index.js';
import { seal, unseal } from '../lib/seal.js';
import type { LetterName } from '../mail/letters.js';
import { queue } from '../mail/outbox.js';
import * as mail from '../mail/service.js';
import { personById } from '../people/queries.js';
import * as tasks from '../tasks/service.js';
import * as queries from './queries.js';
import type { DecisionEvent } from './rules.js';

export type Preparation = {
  applicationId: number;
  event: DecisionEvent;
  /** As whom it is decided; must be allowed to cause the event. */
  role: Role;
  /** A code of `decisions.reason.<code>`. */
  reasonCode: string;
  /** Why, for staff; kept sealed. */
  note: string | null;
  /** Who proposed it, where the actor is the second person. */
  proposedBy?: number | null;
  /**
   * The letter and what stands in it, in the reader's language. It must be a decision that is drafted. Null where the
   * outcome is read on the page of the application alone.
   */
  letter: { name: LetterName; data: (language: Language) => Record<string, unknown> } | null;
  /** What of the application's row changes with it. */
  change?: applications.How['change'];
  /** Ties what is prepared in one act together, so that it is undone as one. */
  groupId?: string;
};

/**
 * Prepares a decision: the application is pending, its letter drafted, nothing is decided and nothing leaves.
 * Throws IllegalMove, and Conflict when another decision about it waits. Answers with the decision's id.
 */
export function prepare(ctx: Ctx, actor: Actor, input: Preparation): number {
  return inTransaction(ctx, (inside) => {
    const application = applicationById(inside.db, input.applicationId);
    if (!application) throw new NotFound();
    const { event, role, reasonCode } = input;
    const groupId = input.groupId ?? newGroup();
    queries.voidDecisions(inside.db, application.id);
    const to = applications.pend(inside, actor, application, event, {
      role,
      reasonCode,
      groupId,
      ...(input.change ? { change: input.change } : {}),
    });
    const person = personById(inside.db, application.personId);
    // A letter about an earlier decision that was held back says what no longer holds.
    mail.dropDecisionDraft(inside, actor, { entity: 'application', entityId: application.id });
    const letterId =
      person?.email && input.letter
        ? queue(
            inside,
            input.letter.name,
            { personId: person.id, email: person.email, language: person.language },
            { entity: 'application', entityId: application.id, groupId },
            input.letter.data(person.language),
          )
        : null;
    const id = queries.insertDecision(inside.db, {
      applicationId: application.id,
      event,
      to,
      state: 'pending',
      reasonCode,
      sealedNote: input.note === null ? null : sealNote(inside, application.id, input.note),
      proposedBy: input.proposedBy ?? null,
      decidedBy: actor.personId,
      preparedAt: inside.clock.now(),
      letterId,
      groupId,
    });
    settle(inside, actor, application.id);
    return id;
  });
}

/** The decision about an application that waits, with its words. */
export function pendingOf(ctx: Ctx, applicationId: number) {
  const found = queries.pendingDecisionOf(ctx.db, applicationId);
  return found && { ...found, note: noteOf(ctx, found.decision) };
}

/** What was written about a decision, for staff. */
export function noteOf(ctx: Ctx, decision: queries.Decision): string | null {
  const { sealedNote, applicationId } = decision;
  if (!sealedNote) return null;
  return unseal(ctx.config.keyring, sealedNote, `decision:${applicationId}`).toString();
}

function sealNote(ctx: Ctx, applicationId: number, note: string): Buffer {
  return seal(ctx.config.keyring, Buffer.from(note), `decision:${applicationId}`);
}

/**
 * Forgets a preparation after its history was taken back by applications.undo; its letter is dropped with the others
 * of the group. Runs in the caller's transaction. Throws Conflict when it was released meanwhile.
 */
export function takeBack(ctx: Ctx, actor: Actor, applicationId: number): void {
  const pending = queries.decisionsOf(ctx.db, applicationId).find(({ state }) => state === 'pending');
  if (!pending || !queries.moveDecision(ctx.db, pending.id, 'pending', { state: 'taken_back' }))
    throw new Conflict('form.conflict.state');
  settle(ctx, actor, applicationId);
}

/** What waits, with each letter; files on which the reader has a conflict of interest are only counted. */
export function waitingFor(ctx: Ctx, actor: Actor) {
  const all = queries.pendingDecisions(ctx.db);
  const rows = all.filter(({ application }) => !applications.hasConflict(ctx, actor, application.id));
  return {
    hidden: all.length - rows.length,
    rows: rows.map((row) => ({
      ...row,
      letter: row.decision.letterId === null ? null : mail.find(ctx, actor, row.decision.letterId),
    })),
  };
}

/**
 * Releases these decisions as one act: each application moves, and its letter may leave, in one transaction.
 * Throws Invalid when one no longer waits, or its letter (`seen`: its version by its id) says something else by now:
 * whoever releases must have seen what they release.
 */
export function release(
  ctx: Ctx,
  actor: Actor,
  ids: readonly number[],
  seen?: ReadonlyMap<number, number>,
): number {
  return inTransaction(ctx, (inside) => {
    const groupId = newGroup();
    const wanted = [...new Set(ids)];
    const rows = queries.pendingDecisions(inside.db).filter(({ decision }) => wanted.includes(decision.id));
    if (rows.length !== wanted.length) throw new Invalid({ decision: 'decisions.problem.moved' });
    const letters = rows.flatMap(({ decision }) => decision.letterId ?? []);
    const isChanged = (id: number) =>
      seen !== undefined && mail.find(inside, actor, id).version !== seen.get(id);
    if (letters.some(isChanged)) throw new Invalid({ decision: 'decisions.problem.changed' });
    for (const { decision } of rows) releaseOne(inside, actor, decision, groupId);
    const kept = rows.filter(staysHere(inside)).flatMap(({ decision }) => decision.letterId ?? []);
    mail.keepOf(inside, actor, kept, groupId);
    mail.releaseOf(
      inside,
      actor,
      letters.filter((id) => !kept.includes(id)),
      groupId,
    );
    for (const { application } of rows) settle(inside, actor, application.id);
    return rows.length;
  });
}

/** Only who is selected is contacted: a closing letter is drafted, and leaves only where the call, or somebody, says so. */
const staysHere =
  (ctx: Ctx) =>
  ({ decision, application }: ReturnType<typeof queries.pendingDecisions>[number]): boolean =>
    decision.event === 'close' && callById(ctx.db, application.callId)?.settings.closingLetter !== true;

function releaseOne(ctx: Ctx, actor: Actor, decision: queries.Decision, groupId: string): void {
  const application = applicationById(ctx.db, decision.applicationId);
  if (!application) throw new NotFound();
  const { decidedBy, reasonCode } = decision;
  applications.move(ctx, actor, application, decision.event as DecisionEvent, {
    role: 'director',
    change: { decidedBy, reasonCode },
    reasonCode,
    groupId,
  });
  const released = { releasedBy: actor.personId, releasedAt: ctx.clock.now(), releaseGroupId: groupId };
  if (!queries.moveDecision(ctx.db, decision.id, 'pending', { state: 'released', ...released }))
    throw new Conflict('form.conflict.state');
}

/**
 * Makes a released decision wait again after its history was taken back by applications.undo; its letter is a draft
 * again with the others of the release. Runs in the caller's transaction.
 */
export function unrelease(ctx: Ctx, actor: Actor, applicationId: number): void {
  const found = queries.releasedDecisionOf(ctx.db, applicationId)?.decision;
  const back = { state: 'pending', releasedBy: null, releasedAt: null, releaseGroupId: null } as const;
  if (!found || !queries.moveDecision(ctx.db, found.id, 'released', back))
    throw new Conflict('form.conflict.state');
  settle(ctx, actor, applicationId);
}

/** Erases the words about an application. Runs in the caller's transaction. */
export function erase(ctx: Ctx, applicationId: number): void {
  queries.eraseDecisions(ctx.db, applicationId);
}

const taskOf = (callId: number) =>
  ({ kind: 'decisions-to-release', entity: 'call', entityId: callId }) as const;
const countOf = (ctx: Ctx, callId: number) => ({ count: queries.countPending(ctx.db, callId) });

/** Keeps the director's task true. */
function settle(ctx: Ctx, actor: Actor, applicationId: number): void {
  const application = applicationById(ctx.db, applicationId);
  if (!application) return;
  const details = countOf(ctx, application.callId);
  if (details.count === 0) tasks.close(ctx, actor, taskOf(application.callId));
  else tasks.open(ctx, { ...taskOf(application.callId), for: { group: 'director' }, details });
}
