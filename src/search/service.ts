// Search over cases, people and what approved reports say: facts for whoever may read them, observations for staff.
import type { Actor } from '../access/actor.js';
import { can, scopeOf } from '../access/allow.js';
import { searchCases } from '../cases/queries.js';
import { readNumber } from '../cases/rules.js';
import type { Ctx } from '../context.js';
import { ftsQuery } from '../lib/fold.js';
import { searchParties } from '../parties/queries.js';
import * as reports from '../reports/service.js';
import * as queries from './queries.js';
import { excerptOf, type Piece, withoutPseudonyms } from './rules.js';

/** So many of each kind are shown; more is a question that needs another word. */
const MOST = 20;

/** Puts an approved report into the index, without the pseudonyms in it. Runs in the caller's transaction. */
export function index(
  ctx: Ctx,
  id: number,
  said: { facts: string; observations: string; pseudonyms: readonly string[] },
): void {
  const [facts, observations] = [said.facts, said.observations].map((text) =>
    withoutPseudonyms(text, said.pseudonyms),
  ) as [string, string];
  queries.putWords(ctx.db, id, { facts, observations });
}

/** Takes a report out of the index. Runs in the caller's transaction. */
export function forget(ctx: Ctx, id: number): void {
  queries.dropWords(ctx.db, id);
}

export type Hit = Omit<queries.Found, 'sealed'> & { excerpt: Piece[]; where: 'facts' | 'observations' };

/** Everything the actor may read that fits `q`. Nothing is found for words that fold to nothing. */
export function find(ctx: Ctx, actor: Actor, q: string) {
  const match = ftsQuery(q);
  const number = readNumber(q);
  const key = { key: number.numberKey, digits: number.digits ?? '' };
  return {
    cases: searchCases(ctx.db, actor, { ...key, match: match ?? '""', limit: MOST }),
    people: match && can(actor, 'party.read') ? searchParties(ctx.db, match, MOST) : [],
    reports: match ? reportsFound(ctx, actor, q, match) : [],
  };
}

function reportsFound(ctx: Ctx, actor: Actor, q: string, match: string): Hit[] {
  const scope = scopeOf(actor, 'search.use') === 'any' ? 'any' : 'own';
  const columns = scope === 'any' ? (['facts', 'observations'] as const) : (['facts'] as const);
  return columns.flatMap((where) =>
    queries
      .reportsFound(ctx.db, { reader: actor.personId, match, scope, column: where, limit: MOST })
      .map(({ sealed, ...found }) => {
        const text = sealed && reports.openedText(ctx, where, found.id, sealed);
        return { ...found, where, excerpt: excerptOf(text ?? '', q) };
      }),
  );
}
