// Keeps the people register: one person once, under every spelling; two found to be one keep all they stood in.
import type { aliasKinds } from '../../db/schema/parties.js';
import type { Actor } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound, Stale } from '../errors.js';
import { record } from '../history/record.js';
import { fold, ftsQuery } from '../lib/fold.js';
import { type Alphabet, orderKey } from '../lib/order.js';
import * as likenesses from '../likenesses/service.js';
import * as queries from './queries.js';
import { mayBeSame, nameKeyOf } from './rules.js';

type AliasKind = (typeof aliasKinds)[number];
const MOST_ALIKE = 200;
const LIST = 50;

/** Somebody who stands for themselves. Throws NotFound, also for a row that was merged into another. */
export function known(ctx: Ctx, id: number): queries.Party {
  const party = queries.partyById(ctx.db, id);
  if (!party || party.mergedIntoId !== null) throw new NotFound();
  return party;
}

/** The id that stands for this one today: its own, or the one it was merged into. */
export function standsFor(ctx: Ctx, id: number): number | undefined {
  const party = queries.partyById(ctx.db, id);
  return party?.mergedIntoId ?? party?.id;
}

/** Everything of somebody's page. Throws NotFound. */
export function opened(ctx: Ctx, id: number) {
  const party = known(ctx, id);
  const ids = queries.idsOf(ctx.db, id);
  const aliases = queries.aliasesOf(ctx.db, id);
  const names = [party.name, ...aliases.map((alias) => alias.written)];
  return {
    party,
    aliases,
    roles: queries.rolesOf(ctx.db, ids),
    merges: queries.mergesOf(ctx.db, ids),
    alike: names
      .flatMap((name) => alike(ctx, name, id))
      .filter((one, at, all) => all.findIndex((other) => other.id === one.id) === at),
  };
}

/** Who in the register may be the person called so; `exceptId` is nobody, or the one who is looked at. */
export function alike(ctx: Ctx, name: string, exceptId = 0): queries.Named[] {
  const nameKey = nameKeyOf(name);
  const words = fold(name).split(' ').filter(Boolean);
  const sure = queries.withKey(ctx.db, [nameKey], exceptId);
  // Whoever shares a whole word, or the first letters of one, is looked at; the rule says whether to ask.
  const match = words
    .filter((word) => word.length > 2)
    .map((word) => `"${word.slice(0, Math.max(3, word.length - 2))}"*`)
    .join(' OR ');
  const near = match === '' ? [] : queries.searchParties(ctx.db, match, MOST_ALIKE);
  const asked = near.filter((one) => one.id !== exceptId && mayBeSame(nameKey, one.nameKey));
  return [...sure, ...asked.filter((one) => !sure.some((same) => same.id === one.id))];
}

/** The list: found by a search, or all of them, by name in the reader's alphabet or the newest first, from `from` on. */
export function listing(
  ctx: Ctx,
  asked: { q: string; from: number | null; newest: boolean; alphabet: Alphabet },
) {
  const { from, newest, alphabet } = asked;
  const match = ftsQuery(asked.q);
  if (match) {
    const found = queries.searchParties(ctx.db, match, LIST);
    const keys = new Map(found.map(({ id, name }) => [id, orderKey(name, alphabet) ?? '']));
    const ids = [...keys].sort(([, a], [, b]) => (a < b ? -1 : Number(a > b))).map(([id]) => id);
    return { rows: queries.rowsOf(ctx.db, ids), more: null, searching: true };
  }
  const ids = newest
    ? queries.idsNewestFirst(ctx.db, LIST + 1, from)
    : queries.idsByName(ctx.db, alphabet, LIST + 1, from);
  const shown = ids.slice(0, LIST);
  return {
    rows: queries.rowsOf(ctx.db, shown),
    more: ids.length > LIST ? (shown.at(-1) ?? null) : null,
    searching: false,
  };
}

/**
 * Adds somebody; answers with their id. Throws Invalid when the register may know them already and nobody said that
 * this is another person.
 */
export function add(
  ctx: Ctx,
  actor: Actor,
  input: { name: string; isNew: boolean; sample?: boolean },
): number {
  return inTransaction(ctx, (inside) => {
    const { name } = input;
    if (!input.isNew && alike(inside, name).length > 0) throw new Invalid({ isNew: 'parties.problem.alike' });
    const id = queries.insertParty(inside.db, {
      name,
      nameKey: nameKeyOf(name),
      sample: input.sample ?? false,
      addedAt: inside.clock.now(),
      addedBy: actor.personId || null,
    });
    index(inside, id);
    record(inside, actor, { entity: 'party', entityId: id, event: 'add' });
    likenesses.named(inside, id);
    return id;
  });
}

/** Writes the name anew; the old one stays as a spelling. Throws Stale when somebody else did meanwhile, NotFound. */
export function rename(ctx: Ctx, actor: Actor, input: { id: number; name: string; version: number }): void {
  inTransaction(ctx, (inside) => {
    const party = known(inside, input.id);
    const { name, version } = input;
    if (!queries.renameParty(inside.db, party.id, version, { name, nameKey: nameKeyOf(name) }))
      throw new Stale([{ label: 'parties.field.name', text: party.name }], inside.clock.now());
    if (party.name !== name) keepSpelling(inside, party.id, 'former', party.name);
    index(inside, party.id);
    record(inside, actor, { entity: 'party', entityId: party.id, event: 'rename' });
    likenesses.named(inside, party.id);
  });
}

/** Adds another spelling; one that is there already changes nothing. Throws NotFound. */
export function addAlias(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; kind: AliasKind; written: string },
): void {
  inTransaction(ctx, (inside) => {
    const party = known(inside, input.id);
    if (!keepSpelling(inside, party.id, input.kind, input.written)) return;
    index(inside, party.id);
    record(inside, actor, {
      entity: 'party',
      entityId: party.id,
      event: 'add_spelling',
      details: { kind: input.kind },
    });
    likenesses.named(inside, party.id);
  });
}

/** Takes a spelling away that was wrong, also where two were found to be one under it. Throws NotFound. */
export function removeAlias(ctx: Ctx, actor: Actor, input: { id: number; aliasId: number }): void {
  inTransaction(ctx, (inside) => {
    const party = known(inside, input.id);
    const spelling = queries.aliasesOf(inside.db, party.id).find(({ id }) => id === input.aliasId);
    if (!spelling || !queries.deleteAlias(inside.db, party.id, spelling.id)) throw new NotFound();
    queries.forgetName(inside.db, queries.idsOf(inside.db, party.id), spelling.written, party.name);
    index(inside, party.id);
    record(inside, actor, { entity: 'party', entityId: party.id, event: 'remove_spelling' });
  });
}

/**
 * Two rows are one person: `keptId` stands for both from now on, with every spelling; nothing that named the other is
 * touched, so that no link is lost. Throws NotFound, Conflict when they are one already.
 */
export function merge(ctx: Ctx, actor: Actor, input: { keptId: number; goneId: number }): void {
  inTransaction(ctx, (inside) => {
    const { keptId, goneId } = input;
    if (keptId === goneId) throw new Conflict('parties.problem.same');
    const kept = known(inside, keptId);
    const gone = known(inside, goneId);
    const links = queries.rolesOf(inside.db, queries.idsOf(inside.db, goneId)).length;
    keepSpelling(inside, kept.id, 'former', gone.name);
    for (const { kind, written } of queries.aliasesOf(inside.db, gone.id))
      keepSpelling(inside, kept.id, kind, written);
    queries.standFor(inside.db, kept.id, gone.id);
    const mergedAt = inside.clock.now();
    queries.insertMerge(inside.db, {
      keptId,
      goneId,
      goneName: gone.name,
      links,
      mergedAt,
      mergedBy: actor.personId || null,
    });
    queries.dropSearch(inside.db, gone.id);
    index(inside, kept.id);
    record(inside, actor, { entity: 'party', entityId: keptId, event: 'merge', details: { goneId, links } });
  });
}

/**
 * Takes somebody out of the register who should never have been entered: a protected name, typed by mistake. Nothing
 * of it stays, nor of what was found to be the same person. Throws Conflict while they have a role in a case, NotFound.
 */
export function remove(ctx: Ctx, actor: Actor, id: number): void {
  inTransaction(ctx, (inside) => {
    known(inside, id);
    if (!queries.deleteParty(inside.db, id, queries.idsOf(inside.db, id)))
      throw new Conflict('parties.problem.rests');
    record(inside, actor, { entity: 'party', entityId: id, event: 'remove' });
  });
}

function keepSpelling(ctx: Ctx, partyId: number, kind: AliasKind, written: string): boolean {
  if (queries.partyById(ctx.db, partyId)?.name === written) return false;
  const nameKey = nameKeyOf(written);
  return queries.insertAlias(ctx.db, { partyId, kind, written, nameKey, addedAt: ctx.clock.now() });
}

function index(ctx: Ctx, id: number): void {
  const name = queries.partyById(ctx.db, id)?.name ?? '';
  const written = queries.aliasesOf(ctx.db, id).map((alias) => alias.written);
  queries.putSearch(ctx.db, id, fold([name, ...written].join(' ')));
}
