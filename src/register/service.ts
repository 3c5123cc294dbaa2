// Puts the list together: which applications stand on a page, how many there are, and what leaves as a file.
import type { Actor, Language } from '../access/actor.js';
import type { State } from '../applications/states.js';
import { keptFrom } from '../conflicts/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { record } from '../history/record.js';
import { fold, ftsQuery } from '../lib/fold.js';
import type { View } from './form.js';
import * as queries from './queries.js';
import {
  type Group,
  groupNames,
  groupOf,
  groups,
  MOST_COUNTED,
  MOST_EXPORTED,
  PAGE,
  pageWithin,
  searchWords,
  sent,
  shares,
} from './rules.js';

/** One heading of the list with its rows; `group` is null where everything is one list. */
export type Part = { group: Group | null; total: number; capped: boolean; rows: queries.Row[] };
export type Listing = {
  parts: Part[];
  page: number;
  pages: number;
  total: number;
  capped: boolean;
  searching: boolean;
  /** How many of each state there are in the call, drafts too. */
  counts: Map<State, number>;
  groupTotals: Map<Group, number>;
};

/** True when more than a group or a state narrows the view: the counters know nothing of that. */
export function isFiltered(view: View): boolean {
  return view.overall !== null || view.institution !== null || view.source !== null;
}

/** Who looks, and for what: the order of names is the reader's, and `q` is what the view's search says. */
export type Reading = { actor: Actor; language: Language; q: string };

/** What a view shows of a call: a search, one list, or all groups with their first rows. */
export function listing(ctx: Ctx, callId: number, view: View, asked: Reading & { page: number }): Listing {
  const selection = selectionOf(ctx, callId, view, asked);
  const counts = queries.countsByState(ctx.db, callId);
  const groupTotals = totalsOf(ctx, selection, counts);
  const base = { counts, groupTotals };
  const match = matchOf(asked.q);
  if (match) return { ...base, ...found(ctx, selection, match, asked.page) };
  if (view.group || view.state)
    return { ...base, ...oneList(ctx, selection, { counts, isFiltered: isFiltered(view) }, asked.page) };
  return { ...base, ...byGroups(ctx, selection, isFiltered(view), groupTotals) };
}

/** True when there is something in `q` to search for: a single letter begins every second name. */
export function isWorthSearching(q: string): boolean {
  return matchOf(q) !== undefined;
}

type Who = Pick<queries.Selection, 'callId' | 'reader'>;

/** Whom the lists leave files out for; null for nearly everybody, who is in conflict with none. */
function readerOf(ctx: Ctx, { personId }: Actor): number | null {
  return keptFrom(ctx.db, personId).length > 0 ? personId : null;
}

/** What the search index is asked; undefined when nothing worth searching for was typed. */
function matchOf(q: string): string | undefined {
  const words = searchWords(fold(q));
  return words && (ftsQuery(words) ?? '""');
}

/** The states a view covers; what needs attention cuts across them. */
function statesOf(view: View): readonly State[] | 'attention' {
  if (view.state) return [view.state];
  if (view.group === 'attention') return 'attention';
  return view.group && view.group !== 'all' ? groups[view.group] : sent;
}

function selectionOf(ctx: Ctx, callId: number, view: View, { actor, language }: Reading): queries.Selection {
  const { overall, institution, source, direction } = view;
  const sort = queries.orderOf(view.sort, language);
  const reader = readerOf(ctx, actor);
  return { callId, reader, states: statesOf(view), overall, institution, source, sort, direction };
}

function found(
  ctx: Ctx,
  selection: queries.Selection,
  match: string,
  askedPage: number,
): Omit<Listing, 'counts' | 'groupTotals'> {
  const { ids, capped } = idsFound(ctx, selection, match);
  const page = pageWithin(askedPage, ids.length);
  const rows = queries.rowsOf(ctx.db, ids.slice((page - 1) * PAGE, page * PAGE));
  const total = ids.length;
  return {
    parts: [{ group: null, total, capped, rows }],
    page,
    pages: Math.ceil(total / PAGE),
    total,
    capped,
    searching: true,
  };
}

/** What a search finds, in the view's order. */
function idsFound(ctx: Ctx, selection: queries.Selection, match: string) {
  const states = selection.states === 'attention' ? sent : selection.states;
  return queries.idsFound(ctx.db, selection, match, states);
}

type Known = { counts: Map<State, number>; isFiltered: boolean };

function oneList(
  ctx: Ctx,
  selection: queries.Selection,
  known: Known,
  askedPage: number,
): Omit<Listing, 'counts' | 'groupTotals'> {
  const { total, capped } = countOf(ctx, selection, known);
  // Where nobody counted to the end, any page may be asked for; past the last row stands the first page.
  const page = pageWithin(askedPage, capped ? Number.MAX_SAFE_INTEGER : total);
  const ids = queries.idsInOrder(ctx.db, selection, PAGE + 1, (page - 1) * PAGE);
  if (ids.length === 0 && page > 1) return oneList(ctx, selection, known, 1);
  const rows = queries.rowsOf(ctx.db, ids.slice(0, PAGE));
  const pages = capped ? page + (ids.length > PAGE ? 1 : 0) : Math.ceil(total / PAGE);
  const within = pageWithin(pages, Number.MAX_SAFE_INTEGER);
  return {
    parts: [{ group: null, total, capped, rows }],
    page,
    pages: within,
    total,
    capped,
    searching: false,
  };
}

function byGroups(
  ctx: Ctx,
  selection: queries.Selection,
  isNarrowed: boolean,
  groupTotals: Map<Group, number>,
): Omit<Listing, 'counts' | 'groupTotals'> {
  const selections = groupNames.map((group) => ({
    ...selection,
    states: group === 'attention' ? ('attention' as const) : groups[group],
  }));
  const totals = groupNames.map((group, index) => {
    const selection = selections[index] as queries.Selection;
    if (!isNarrowed) return { total: groupTotals.get(group) ?? 0, capped: false };
    const total = queries.countUpTo(ctx.db, selection, MOST_COUNTED + 1);
    return { total: Math.min(total, MOST_COUNTED), capped: total > MOST_COUNTED };
  });
  const room = shares(totals.map((one) => one.total));
  const ids = selections.map((selection, index) => {
    const limit = room[index] ?? 0;
    return limit > 0 ? queries.idsInOrder(ctx.db, selection, limit) : [];
  });
  // One statement for all rows, then dealt out again.
  const rows = queries.rowsOf(ctx.db, [...new Set(ids.flat())]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const parts = groupNames.map((group, index) => ({
    group,
    total: totals[index]?.total ?? 0,
    capped: totals[index]?.capped ?? false,
    rows: (ids[index] ?? []).flatMap((id) => byId.get(id) ?? []),
  }));
  const total = parts.reduce((sum, part) => sum + part.total, 0);
  return {
    parts: parts.filter((part) => part.total > 0),
    page: 1,
    pages: 1,
    total,
    capped: false,
    searching: false,
  };
}

/** Without a filter the counters know; with one, somebody counts, but never far. */
function countOf(ctx: Ctx, selection: queries.Selection, { counts, isFiltered }: Known) {
  if (selection.states !== 'attention' && !isFiltered) {
    return {
      total: selection.states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0),
      capped: false,
    };
  }
  const total = queries.countUpTo(ctx.db, selection, MOST_COUNTED + 1);
  return { total: Math.min(total, MOST_COUNTED), capped: total > MOST_COUNTED };
}

function totalsOf(ctx: Ctx, who: Who, counts: Map<State, number>): Map<Group, number> {
  const attention: queries.Selection = {
    ...who,
    states: 'attention',
    overall: null,
    institution: null,
    source: null,
    sort: 'submitted',
    direction: 'desc',
  };
  const totals = new Map<Group, number>(
    groupNames.map((group) => [
      group,
      groups[group].reduce((sum, state) => sum + (counts.get(state) ?? 0), 0),
    ]),
  );
  return totals.set('attention', Math.min(queries.countUpTo(ctx.db, attention, MOST_COUNTED), MOST_COUNTED));
}

/**
 * The applications before and after one, in the list the reader came from: in what was found where that was a search,
 * in its group where that was all groups.
 */
export function beside(
  ctx: Ctx,
  callId: number,
  view: View,
  reading: Reading,
  at: { id: number; state: State } & Record<queries.Order, string | number | null>,
): { previous: number | null; next: number | null } {
  const match = matchOf(reading.q);
  if (match) {
    const { ids } = idsFound(ctx, selectionOf(ctx, callId, view, reading), match);
    const place = ids.indexOf(at.id);
    if (place === -1) return { previous: null, next: ids[0] ?? null };
    return { previous: ids[place - 1] ?? null, next: ids[place + 1] ?? null };
  }
  const inGroup = view.group || view.state ? view : { ...view, group: groupOf(at.state) ?? null };
  const selection = selectionOf(ctx, callId, inGroup, reading);
  return queries.neighbours(ctx.db, selection, { id: at.id, place: at[selection.sort] });
}

const CHUNK = 500;

/**
 * What a view holds, for a file: at most 20,000 rows, a few hundred at a time, so that others are served between.
 * Who took how many rows of which call is recorded before the first row leaves.
 */
export function* exported(
  ctx: Ctx,
  callId: number,
  view: View,
  reading: Reading & { format: 'csv' | 'xlsx' },
) {
  const { actor, format } = reading;
  const selection = selectionOf(ctx, callId, view, reading);
  const match = matchOf(reading.q);
  const ids = match
    ? idsFound(ctx, selection, match).ids
    : queries.idsInOrder(ctx.db, selection, MOST_EXPORTED);
  const { group, state, overall, institution, source } = view;
  inTransaction(ctx, (inside) =>
    record(inside, actor, {
      entity: 'call',
      entityId: callId,
      event: 'export',
      details: {
        format,
        rows: ids.length,
        searched: Boolean(match),
        group,
        state,
        overall,
        institution,
        source,
      },
    }),
  );
  for (let start = 0; start < ids.length; start += CHUNK) {
    yield queries.exportRowsOf(ctx.db, ids.slice(start, start + CHUNK));
  }
}
