// Says before a file opens who is too close to judge it; whoever is, is kept from it by every query.
import type { Actor } from '../access/actor.js';
import type { Action } from '../access/policy.js';
import * as answerers from '../answerers/service.js';
import * as applications from '../applications/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, Stale } from '../errors.js';
import { record } from '../history/record.js';
import { seal, unseal } from '../lib/seal.js';
import { openTasks } from '../tasks/queries.js';
import * as tasks from '../tasks/service.js';
import * as queries from './queries.js';
import { judges, mayReplace } from './rules.js';

export type Said = { kind: queries.ConflictKind; note: string | null };

/** An application with its person's name, for whoever is asked. Throws NotFound. */
export function opened(ctx: Ctx, actor: Actor, action: Action, id: number) {
  const { application } = applications.load(ctx, actor, action, id);
  return {
    id: application.id,
    reference: application.reference ?? '',
    name: applications.nameOf(ctx, application),
    standing: queries.statementOf(ctx.db, actor.personId, application.id)?.kind ?? null,
  };
}

/** Everything said about an application with its notes, and whom a statement can be set for. Throws NotFound. */
export function board(ctx: Ctx, actor: Actor, id: number) {
  const file = opened(ctx, actor, 'conflict.set', id);
  const said = queries.statementsAbout(ctx.db, id).map(({ sealedNote, ...row }) => ({
    ...row,
    note: noteOf(ctx, { ...row, applicationId: id, sealedNote }),
  }));
  const others = queries.peopleIn(ctx.db, judges).filter((person) => person.id !== actor.personId);
  return { ...file, said, others, seen: said.at(-1)?.id ?? 0 };
}

/**
 * Says it of oneself. Throws NotFound when the file is not there for this actor, Conflict when a coordinator set what
 * stands.
 */
export function declare(ctx: Ctx, actor: Actor, action: Action, input: { id: number } & Said): void {
  inTransaction(ctx, (inside) => {
    const { application } = applications.load(inside, actor, action, input.id);
    state(inside, actor, { applicationId: application.id, personId: actor.personId, ...input });
  });
}

/**
 * A coordinator says it of somebody else; `seen` is the last statement that was on the page, 0 for none. Throws
 * Invalid for oneself and for people who judge nothing, Stale when something was said meanwhile.
 */
export function set(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; personId: number; seen?: number } & Said,
): void {
  inTransaction(ctx, (inside) => {
    const { id, others, said, seen } = board(inside, actor, input.id);
    const last = said.at(-1);
    if (last && input.seen !== undefined && seen !== input.seen) {
      const theirs = { label: 'conflicts.meanwhile', text: `${last.sayer}: ${last.name}` };
      throw new Stale([theirs], last.at);
    }
    if (!others.some((person) => person.id === input.personId)) throw new Invalid({ person: 'form.choice' });
    state(inside, actor, { ...input, applicationId: id });
  });
}

/**
 * Says it for a caller who knows that the file is this actor's to judge. Throws Conflict when somebody else set what
 * stands. Runs in the caller's transaction.
 */
export function state(
  ctx: Ctx,
  actor: Actor,
  input: { applicationId: number; personId: number } & Said,
): void {
  const { applicationId, personId, kind, note } = input;
  const standing = queries.statementOf(ctx.db, personId, applicationId);
  if (!mayReplace(standing, personId, actor.personId)) throw new Conflict('conflicts.set_by_another');
  const words = note === null ? null : Buffer.from(note);
  queries.replaceStatement(ctx.db, {
    applicationId,
    personId,
    kind,
    sealedNote: words && seal(ctx.config.keyring, words, contextOf(applicationId, personId)),
    saidBy: actor.personId,
    at: ctx.clock.now(),
  });
  const isOwn = personId === actor.personId;
  record(ctx, actor, {
    entity: 'application',
    entityId: applicationId,
    event: isOwn ? 'declare_conflict' : 'set_conflict',
    reasonCode: kind,
    details: { personId },
  });
  if (kind === 'none' && (standing?.kind ?? 'none') === 'none') return;
  settlePanels(ctx, actor);
  answerers.settle(ctx);
}

/**
 * Keeps the coordinators' tasks true about interviews in which somebody of the panel may not meet the applicant: they
 * are replaced, or the interview is moved. Says nothing of why. Runs in the caller's transaction.
 */
export function settlePanels(ctx: Ctx, actor: Actor): void {
  const clashes = queries.clashesOnPanels(ctx.db, ctx.clock.now());
  for (const { entityId } of openTasks(ctx.db, panelKind))
    if (!clashes.some(({ bookingId }) => bookingId === entityId))
      tasks.close(ctx, actor, { kind: panelKind, entity: 'booking', entityId });
  for (const { bookingId, sessionId, reference, startsAt } of clashes)
    tasks.open(ctx, {
      kind: panelKind,
      entity: 'booking',
      entityId: bookingId,
      for: { group: 'coordinator' },
      details: { reference: reference ?? '', session: sessionId },
      dueAt: startsAt,
    });
}

const panelKind = 'panel-in-conflict';

/** Removes what a person said, and everything said about these applications. Runs in the caller's transaction. */
export function erase(ctx: Ctx, about: { personId: number; applicationIds: readonly number[] }): void {
  queries.deleteStatements(ctx.db, about.personId, about.applicationIds);
}

/** What a person said of knowing applicants, for their own eyes. */
export function heldOf(ctx: Ctx, personId: number) {
  return queries.statementsOf(ctx.db, personId).map((row) => ({
    kind: row.kind,
    at: row.at,
    note: row.saidBy === personId ? noteOf(ctx, { ...row, personId }) : null,
  }));
}

/** What was said of knowing the writer of an application: kind and time, never who. */
export function heldAbout(ctx: Ctx, applicationId: number) {
  return queries.statementsAbout(ctx.db, applicationId).map(({ kind, at }) => ({ kind, at }));
}

const contextOf = (applicationId: number, personId: number) => `conflict:${applicationId}:${personId}`;

function noteOf(
  ctx: Ctx,
  row: { applicationId: number; personId: number; sealedNote: Buffer | null },
): string | null {
  if (!row.sealedNote) return null;
  return unseal(ctx.config.keyring, row.sealedNote, contextOf(row.applicationId, row.personId)).toString();
}
