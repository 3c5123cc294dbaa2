// Writes down what courts decided in a case.
import type { Actor } from '../access/actor.js';
import * as cases from '../cases/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Invalid, NotFound, type Problem } from '../errors.js';
import { participantIn } from '../participants/queries.js';
import type { Ruling } from './form.js';
import * as queries from './queries.js';
import { mayHold, mayResult, needsDay } from './rules.js';

/** Adds a ruling; answers with its id. Throws Invalid when something does not fit its kind, NotFound. */
export function add(ctx: Ctx, actor: Actor, caseId: number, input: Ruling): number {
  return inTransaction(ctx, (inside) => {
    cases.known(inside, actor, caseId);
    const { kind, participantId, untilOn, decidedOn, result, sentenceMonths, court } = input;
    const problems: Record<string, Problem | string> = {};
    if (participantId !== null && participantIn(inside.db, caseId, participantId)?.role !== 'ACC')
      problems.participantId = 'charges.problem.accused';
    if (needsDay(kind) && untilOn === null) problems.untilOn = 'form.required';
    if (untilOn !== null && (!mayHold(kind) || untilOn < decidedOn))
      problems.untilOn = 'rulings.problem.until';
    if (result !== null && !mayResult(kind)) problems.result = 'rulings.problem.result';
    if (sentenceMonths !== null && !mayResult(kind)) problems.sentenceMonths = 'rulings.problem.result';
    if (Object.keys(problems).length > 0) throw new Invalid(problems);
    const id = queries.insertRuling(inside.db, {
      caseId,
      participantId,
      kind,
      court,
      decidedOn,
      untilOn,
      result,
      sentenceMonths,
      addedAt: inside.clock.now(),
      addedBy: actor.personId || null,
    });
    cases.touched(inside, actor, caseId, 'add_ruling', { kind, rulingId: id });
    return id;
  });
}

/** Takes a ruling away that was wrong. Throws NotFound. */
export function remove(ctx: Ctx, actor: Actor, input: { caseId: number; id: number }): void {
  inTransaction(ctx, (inside) => {
    cases.known(inside, actor, input.caseId);
    if (!queries.deleteRuling(inside.db, input.caseId, input.id)) throw new NotFound();
    cases.touched(inside, actor, input.caseId, 'remove_ruling', { rulingId: input.id });
  });
}
