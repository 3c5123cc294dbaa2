// Tells staff when what an intern declared may name somebody before the courts. It decides nothing and keeps nobody away.
import type { Actor } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { NotFound } from '../errors.js';
import { record } from '../history/record.js';
import { unseal } from '../lib/seal.js';
import * as tasks from '../tasks/service.js';
import * as queries from './queries.js';
import { type Likeness, likenessOf, type Word, wordsOf } from './rules.js';

type Declaration = NonNullable<ReturnType<typeof queries.declarationOf>>;

/** Whose declared words are near whose names, for one internship, with their parts in cases. Throws NotFound. */
export function alikeTo(ctx: Ctx, placementId: number) {
  const found = queries.declarationOf(ctx.db, placementId);
  if (!found) throw new NotFound();
  const alike = inRegister(ctx, words(ctx, found));
  const ids = alike.map(({ id }) => id);
  return {
    name: found.name,
    declared: declaredWords(ctx, found),
    alike,
    parts: queries.partsOf(ctx.db, ids, found.personId),
  };
}

/** An intern declared anew: staff are asked to look where a name is like one of the register, and no more where none is. */
export function declared(ctx: Ctx, actor: Actor, placementId: number): void {
  const found = queries.declarationOf(ctx.db, placementId);
  if (found && inRegister(ctx, words(ctx, found)).length > 0) ask(ctx, placementId);
  else settle(ctx, actor, placementId);
}

/** Somebody came into the register, into a case, or by another spelling: the same for every internship not over yet. */
export function named(ctx: Ctx, partyId: number): void {
  const spellings = queries.spellingsOf(ctx.db, partyId);
  for (const declaration of queries.declarations(ctx.db))
    if (likenessOf(words(ctx, declaration), spellings)) ask(ctx, declaration.id);
}

/** Interns who declared words near a name of this case, with the name. */
export function inCase(ctx: Ctx, caseId: number) {
  const everybody = queries.peopleIn(ctx.db, caseId).map(({ id, name }) => ({
    name,
    spellings: queries.spellingsOf(ctx.db, id),
  }));
  return queries.declarations(ctx.db).flatMap((declaration) => {
    const said = words(ctx, declaration);
    return everybody
      .filter(({ spellings }) => likenessOf(said, spellings))
      .map(({ name }) => ({ personId: declaration.personId, intern: declaration.name, name }));
  });
}

/** Somebody looked: the task goes, what they found stands where ties stand. Twice is once. Throws NotFound. */
export function seenTo(ctx: Ctx, actor: Actor, placementId: number): void {
  inTransaction(ctx, (inside) => {
    if (!queries.declarationOf(inside.db, placementId)) throw new NotFound();
    if (settle(inside, actor, placementId))
      record(inside, actor, { entity: 'placement', entityId: placementId, event: 'see_to_likeness' });
  });
}

/** Takes the question away, as the internship is over. Runs in the caller's transaction; answers whether there was one. */
export function settle(ctx: Ctx, actor: Actor, placementId: number): boolean {
  return tasks.close(ctx, actor, { kind: 'placement-alike', entity: 'placement', entityId: placementId });
}

function ask(ctx: Ctx, placementId: number): void {
  tasks.open(ctx, {
    kind: 'placement-alike',
    entity: 'placement',
    entityId: placementId,
    for: { group: 'coordinator' },
  });
}

/** Everybody of the register whose name the words come near, whole names first. */
function inRegister(ctx: Ctx, said: readonly Word[]) {
  if (said.length === 0) return [];
  const others = new Map<number, string[]>();
  for (const { id, written } of queries.spellings(ctx.db))
    others.set(id, [...(others.get(id) ?? []), written]);
  const found = queries.register(ctx.db).flatMap(({ id, name }) => {
    const how = likenessOf(said, [name, ...(others.get(id) ?? [])]);
    return how ? [{ id, name, how }] : [];
  });
  const rank: Record<Likeness, number> = { name: 0, surname: 1 };
  return found.sort((a, b) => rank[a.how] - rank[b.how]);
}

function words(ctx: Ctx, declaration: Pick<Declaration, 'id' | 'sealed'>): Word[] {
  return wordsOf(declaredWords(ctx, declaration));
}

function declaredWords(ctx: Ctx, { id, sealed }: Pick<Declaration, 'id' | 'sealed'>): string {
  return sealed ? unseal(ctx.config.keyring, sealed, `placement-conflicts:${id}`).toString() : '';
}
