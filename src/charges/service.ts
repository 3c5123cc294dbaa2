// Writes down what is charged in a case.
import type { Actor } from '../access/actor.js';
import * as cases from '../cases/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Invalid, NotFound } from '../errors.js';
import { participantIn } from '../participants/queries.js';
import type { Charge } from './form.js';
import * as queries from './queries.js';

/** Adds a charge, against one accused or all; answers with its id. Throws Invalid when that is no accused, NotFound. */
export function add(ctx: Ctx, actor: Actor, caseId: number, input: Charge): number {
  return inTransaction(ctx, (inside) => {
    cases.known(inside, actor, caseId);
    const { participantId, paragraph, nowLaw, nowArticle, ...rest } = input;
    if (participantId !== null && participantIn(inside.db, caseId, participantId)?.role !== 'ACC')
      throw new Invalid({ participantId: 'charges.problem.accused' });
    if (nowArticle !== null && nowLaw === null) throw new Invalid({ nowLaw: 'form.required' });
    const id = queries.insertCharge(inside.db, {
      ...rest,
      caseId,
      participantId,
      paragraph: paragraph ?? '',
      nowLaw,
      nowArticle: nowArticle ?? '',
      addedAt: inside.clock.now(),
      addedBy: actor.personId || null,
    });
    cases.touched(inside, actor, caseId, 'add_charge', { chargeId: id });
    return id;
  });
}

/** Takes a charge away that was wrong or dropped. Throws NotFound. */
export function remove(ctx: Ctx, actor: Actor, input: { caseId: number; id: number }): void {
  inTransaction(ctx, (inside) => {
    cases.known(inside, actor, input.caseId);
    if (!queries.deleteCharge(inside.db, input.caseId, input.id)) throw new NotFound();
    cases.touched(inside, actor, input.caseId, 'remove_charge', { chargeId: input.id });
  });
}
