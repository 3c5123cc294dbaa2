// Keeps protected people: a pseudonym and fixed terms, and a record of everybody who looked at more than the pseudonym.
import type { Actor } from '../access/actor.js';
import * as cases from '../cases/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Invalid, NotFound, Stale, type Theirs } from '../errors.js';
import { record } from '../history/record.js';
import type { Terms } from './form.js';
import * as queries from './queries.js';

/**
 * The protected people of a case with what protects them. Whoever looks is recorded first, for the safety officer.
 * Throws NotFound.
 */
export function looked(ctx: Ctx, actor: Actor, caseId: number): queries.Protected[] {
  return inTransaction(ctx, (inside) => {
    cases.known(inside, actor, caseId);
    const shown = queries.protectedOf(inside.db, caseId);
    record(inside, actor, {
      entity: 'case',
      entityId: caseId,
      event: 'view_protected',
      details: { shown: shown.map((one) => String(one.id)) },
    });
    return shown;
  });
}

/** One of them, not recorded: for the page that was recorded when it was opened. Throws NotFound. */
export function opened(ctx: Ctx, caseId: number, id: number): queries.Protected {
  const found = queries.protectedOf(ctx.db, caseId).find((one) => one.id === id);
  if (!found) throw new NotFound();
  return found;
}

/** Enters a pseudonym into a case; answers with its id. Throws Invalid when the case has it already, NotFound. */
export function protect(
  ctx: Ctx,
  actor: Actor,
  input: Terms & { caseId: number; pseudonym: string },
): number {
  return inTransaction(ctx, (inside) => {
    const { caseId, pseudonym, role, ground, measures, orderedOn } = input;
    cases.known(inside, actor, caseId);
    const now = inside.clock.now();
    const id = queries.insertProtected(inside.db, {
      caseId,
      pseudonym,
      role,
      ground,
      measures,
      orderedOn,
      changedAt: now,
      addedAt: now,
      addedBy: actor.personId || null,
    });
    if (id === undefined) throw new Invalid({ pseudonym: 'protections.problem.twice' });
    cases.touched(inside, actor, caseId, 'protect', { protectedId: id });
    return id;
  });
}

/** Changes role, ground, measures and order; the pseudonym stays. Throws Stale, NotFound. */
export function change(
  ctx: Ctx,
  actor: Actor,
  input: Terms & { caseId: number; id: number; version: number },
): void {
  inTransaction(ctx, (inside) => {
    const { caseId, id, version, role, ground, measures, orderedOn } = input;
    cases.known(inside, actor, caseId);
    const before = opened(inside, caseId, id);
    const now = inside.clock.now();
    const after = { role, ground, measures, orderedOn };
    if (!queries.updateProtected(inside.db, id, version, { ...after, changedAt: now }))
      throw new Stale(differences(before, after), before.changedAt);
    cases.touched(inside, actor, caseId, 'change_protection', { protectedId: id });
  });
}

function differences(before: queries.Protected, after: Terms): Theirs {
  const said: Theirs = [];
  if (before.role !== after.role)
    said.push({
      label: 'protections.field.role',
      text: before.role,
      textKey: `terms.roles.${before.role}`,
    });
  if (before.ground !== after.ground)
    said.push({
      label: 'protections.field.ground',
      text: before.ground,
      textKey: `protections.ground.${before.ground}`,
    });
  if (before.measures.join() !== after.measures.join())
    said.push({ label: 'protections.field.measures', text: before.measures.join(', ') });
  if (before.orderedOn !== after.orderedOn)
    said.push({ label: 'protections.field.orderedOn', text: before.orderedOn ?? '' });
  return said;
}
