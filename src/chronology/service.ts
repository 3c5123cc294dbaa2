// Puts a case's chronology together for one reader, and keeps until when they have read it.
import type { Actor } from '../access/actor.js';
import { levelsOf } from '../case-documents/queries.js';
import { numbersOf } from '../cases/queries.js';
import * as cases from '../cases/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { record } from '../history/record.js';
import * as queries from './queries.js';

/** Everything a case's chronology shows this reader. Throws NotFound. */
export function chronology(ctx: Ctx, actor: Actor, caseId: number) {
  const one = cases.known(ctx, actor, caseId);
  return {
    one,
    numbers: numbersOf(ctx.db, caseId),
    spellings: queries.spellingsOf(ctx.db, caseId),
    rows: queries.rowsOf(ctx.db, caseId, levelsOf(actor)),
    lookedAt: queries.markOf(ctx.db, actor.personId, caseId) ?? null,
  };
}

/** Marks the chronology as read up to now. Throws NotFound. */
export function look(ctx: Ctx, actor: Actor, caseId: number): void {
  inTransaction(ctx, (inside) => {
    cases.known(inside, actor, caseId);
    queries.putMark(inside.db, { personId: actor.personId, caseId, lookedAt: inside.clock.now() });
  });
}

/** The same as `chronology`, for a document that leaves the house: who took it is recorded first. Throws NotFound. */
export function taken(ctx: Ctx, actor: Actor, caseId: number) {
  return inTransaction(ctx, (inside) => {
    const shown = chronology(inside, actor, caseId);
    record(inside, actor, { entity: 'case', entityId: caseId, event: 'take_chronology' });
    return shown;
  });
}

/** Takes away the marks of somebody who is erased. Runs in the caller's transaction. */
export function forget(ctx: Ctx, personId: number): void {
  queries.eraseMarks(ctx.db, personId);
}
