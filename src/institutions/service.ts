// Keeps the list of law faculties: adding one, changing its names, taking off what nothing names.
import type { Actor } from '../access/actor.js';
import { makeFindable } from '../applications/service.js';
import { allInstitutions } from '../calls/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, NotFound, Stale } from '../errors.js';
import { record } from '../history/record.js';
import { fields, type InstitutionInput } from './form.js';
import * as queries from './queries.js';
import { idFor } from './rules.js';

/** The institution with this id. Throws NotFound. */
export function institution(ctx: Ctx, id: string): queries.Institution {
  const found = queries.institutionById(ctx.db, id);
  if (!found) throw new NotFound();
  return found;
}

/** Where an institution is named: what nothing names may be taken off the list. */
export function usesOf(ctx: Ctx, id: string): { calls: number; applications: number; free: boolean } {
  const calls = queries.callsNaming(ctx.db).get(id) ?? 0;
  const applications = queries.applicationsNaming(ctx.db).get(id) ?? 0;
  return { calls, applications, free: calls === 0 && applications === 0 && !queries.isInAnswers(ctx.db, id) };
}

/** Puts an institution on the list; answers with its id. No call names it yet. */
export function add(ctx: Ctx, actor: Actor, input: InstitutionInput): string {
  return inTransaction(ctx, (inside) => {
    const id = idFor(
      input.nameEn,
      allInstitutions(inside.db).map((one) => one.id),
    );
    const number = queries.insertInstitution(inside.db, { id, ...input });
    record(inside, actor, {
      entity: 'institution',
      entityId: number,
      event: 'add',
      details: { institution: id },
    });
    return id;
  });
}

/**
 * Changes names, kind or city. Applications that are found by the old names are found by the new ones; with twenty
 * thousand of them that takes seconds. Throws NotFound; Stale when somebody else changed it meanwhile.
 */
export function change(
  ctx: Ctx,
  actor: Actor,
  input: InstitutionInput & { id: string; version: number },
): void {
  inTransaction(ctx, (inside) => {
    const before = institution(inside, input.id);
    const changed = fields.filter((field) => before[field] !== input[field]);
    if (before.version !== input.version) {
      const theirs = changed.map((field) => theirsOf(field, before));
      const savedAt = queries.lastChangeAt(inside.db, before.number) ?? inside.clock.now();
      throw new Stale(theirs, savedAt);
    }
    if (changed.length === 0) return;
    const { id, version, ...values } = input;
    if (!queries.updateInstitution(inside.db, id, version, values)) throw new Conflict('institutions.gone');
    if (changed.some((field) => field.startsWith('name'))) {
      for (const found of queries.applicationsFoundBy(inside.db, id)) makeFindable(inside, found);
    }
    record(inside, actor, {
      entity: 'institution',
      entityId: before.number ?? 0,
      event: 'change',
      details: { institution: id, fields: changed },
    });
  });
}

function theirsOf(field: (typeof fields)[number], before: queries.Institution) {
  const label = `institutions.field.${field}`;
  return field === 'kind'
    ? { label, text: before.kind, textKey: `institutions.kind.${before.kind}` }
    : { label, text: before[field] };
}

/** Takes an institution off the list. Throws NotFound; Conflict while a call or an application names it. */
export function remove(ctx: Ctx, actor: Actor, id: string): void {
  inTransaction(ctx, (inside) => {
    const { number } = institution(inside, id);
    if (!usesOf(inside, id).free) throw new Conflict('institutions.remove.used');
    queries.deleteInstitution(inside.db, id);
    record(inside, actor, {
      entity: 'institution',
      entityId: number ?? 0,
      event: 'remove',
      details: { institution: id },
    });
  });
}
