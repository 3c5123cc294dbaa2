// Declares and lifts ties of monitors to cases. A tie that stands keeps its person from the case.
import type { tieKinds } from '../../db/schema/ties.js';
import type { Actor } from '../access/actor.js';
import { caseById } from '../cases/queries.js';
import * as cases from '../cases/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Invalid, NotFound } from '../errors.js';
import * as hearings from '../hearings/service.js';
import { record } from '../history/record.js';
import * as likenesses from '../likenesses/service.js';
import * as rota from '../rota/service.js';
import * as queries from './queries.js';

type TieKind = (typeof tieKinds)[number];

/**
 * Declares that somebody has a tie to a case: coordinators about anybody who reads cases, or a monitor about themselves. They
 * read nothing of it, and go to none of its hearings. Throws Invalid when one stands already, NotFound when there is no such case.
 */
export function declare(
  ctx: Ctx,
  actor: Actor,
  input: { caseId: number; personId: number; kind: TieKind },
): number {
  return inTransaction(ctx, (inside) => {
    const { caseId, personId, kind } = input;
    if (!caseById(inside.db, caseId)) throw new NotFound();
    const id = queries.insertTie(inside.db, {
      caseId,
      personId,
      kind,
      declaredAt: inside.clock.now(),
      declaredBy: actor.personId,
    });
    if (id === undefined) throw new Invalid({ personId: 'ties.problem.standing' });
    record(inside, actor, {
      entity: 'case',
      entityId: caseId,
      event: 'declare_tie',
      details: { personId, tieId: id },
    });
    rota.releaseTied(inside, actor, { caseId, personId });
    return id;
  });
}

/** A monitor says that they have a tie to the case of a hearing they may read. Throws NotFound. */
export function declareOwn(ctx: Ctx, actor: Actor, input: { hearingId: number; kind: TieKind }): void {
  inTransaction(ctx, (inside) => {
    const { caseId } = hearings.opened(inside, actor, input.hearingId).hearing;
    declare(inside, actor, { caseId, personId: actor.personId, kind: input.kind });
  });
}

/** The hearing from which a monitor declares a tie to its case. Throws NotFound. */
export function ownHearing(ctx: Ctx, actor: Actor, hearingId: number) {
  return hearings.opened(ctx, actor, hearingId);
}

/** Lifts a tie that stands no longer, or was a mistake. Throws NotFound. */
export function lift(ctx: Ctx, actor: Actor, input: { caseId: number; id: number }): void {
  inTransaction(ctx, (inside) => {
    cases.known(inside, actor, input.caseId);
    if (!queries.liftTie(inside.db, input.caseId, input.id, inside.clock.now())) throw new NotFound();
    record(inside, actor, {
      entity: 'case',
      entityId: input.caseId,
      event: 'lift_tie',
      details: { tieId: input.id },
    });
  });
}

/** Interns without a tie to this case whose declared words come near a name of it, with the name. */
export function alikeIn(ctx: Ctx, caseId: number) {
  const interns = queries.untied(ctx.db, caseId, ['intern']);
  return likenesses.inCase(ctx, caseId).filter(({ personId }) => interns.some(({ id }) => id === personId));
}

/** Takes away the ties of somebody who is erased. Runs in the caller's transaction. */
export function erase(ctx: Ctx, personId: number): void {
  queries.eraseTies(ctx.db, personId);
}
