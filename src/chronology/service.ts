// Puts a case's chronology together for one reader, and keeps until when they have read it.
import type { Actor } from '../access/actor.js';
import { levelsOf } from '../case-documents/queries.js';
import { numbersOf } from '../cases/queries.js';
import * as cases from '../cases/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { record } from '../history/record.js';
import { unseal } from '../lib/seal.js';
import * as queries from './queries.js';
import { calledBy } from './rules.js';

/** Everything a case's chronology shows this reader. Throws NotFound. */
export function chronology(ctx: Ctx, actor: Actor, caseId: number) {
  const one = cases.known(ctx, actor, caseId);
  return {
    one,
    numbers: numbersOf(ctx.db, caseId),
    spellings: queries.spellingsOf(ctx.db, caseId),
    rows: called(ctx, queries.rowsOf(ctx.db, caseId, levelsOf(actor))),
    lookedAt: queries.markOf(ctx.db, actor.personId, caseId) ?? null,
  };
}

/** What each witness may be called, in the place of the sealed label. */
function called(ctx: Ctx, rows: queries.Rows) {
  const heard = rows.heard.map((row) => {
    const context = `report-witnesses-label:${row.reportId}`;
    const label = row.sealedLabel && unseal(ctx.config.keyring, row.sealedLabel, context).toString();
    const { id, on, changedAt, role } = row;
    return { id, on, changedAt, role, called: calledBy({ ...row, label }) };
  });
  return { ...rows, heard };
}

export type Called = ReturnType<typeof called>;

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
