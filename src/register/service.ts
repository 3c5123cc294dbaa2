// Puts the list together: which applications stand on a page, how many there are, and what leaves as a file.
import type { Actor } from '../access/actor.js';
import type { State } from '../applications/states.js';
import { keptFrom } from '../conflicts/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { record } from '../history/record.js';
import { fold, ftsQuery } from '../lib/fold.js';
import type { Sort, View } from './form.js';
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

/** What a view shows of a call: a search, one list, or all groups with their first rows. */
export function listing(
  ctx: Ctx,
  actor: Actor,
  callId: number,
  view: View,
  asked: { page: number; q: string },
): Listing {
  const who = { callId, reader: readerOf(ctx, actor) };
  const counts = queries.countsByState(ctx.db, callId);
  const groupTotals = totalsOf(ctx, who, counts);
  const base = { counts, groupTotals };
  const words = searchWords(fold(asked.q));
  if (words) return { ...base, ...found(ctx, who, view, words, asked.page) };
  if (view.group || view.state) return { ...base, ...oneList(ctx, who, view, counts, asked.page) };
  return { ...base, ...byGroups(ctx, who, view, groupTotals) };
}

type Who = Pick<queries.Selection, 'callId' | 'reader'>;

/** Whom the lists leave files out for; null for nearly everybody, who is in conflict with none. */
function readerOf(ctx: Ctx, { personId }: Actor): number | null {
  return keptFrom(ctx.db, personId).length > 0 ? personId : null;
}

/** The states a view covers; what needs attention cuts across them. */
function statesOf(view: View): readonly State[] | 'attention' {
  if (view.state) return [view.state];
  if (view.group === 'attention') return 'attention';
  return view.group && view.group !== 'all' ? groups[view.group] : sent;
}

function selectionOf(who: Who, view: View, states = statesOf(view)): queries.Selection {
  const { overall, institution, source, sort, direction } = view;
  return { ...who, states, overall, institution, source, sort, direction };
}

function found(
  ctx: Ctx,
  who: Who,
  view: View,
  words: string,
  askedPage: number,
): Omit<Listing, 'counts' | 'groupTotals'> {
  const selection = selectionOf(who, view);
  const match = ftsQuery(words) ?? '""';
  const { ids, capped } = queries.idsFound(
    ctx.db,
    selection,
    match,
    selection.states === 'attention' ? sent : selection.states,
  );
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

function oneList(
  ctx: Ctx,
  who: Who,
  view: View,
  counts: Map<State, number>,
  askedPage: number,
): Omit<Listing, 'counts' | 'groupTotals'> {
  const selection = selectionOf(who, view);
  const { total, capped } = countOf(ctx, selection, counts, view);
  // Where nobody counted to the end, any page may be asked for; past the last row stands the first page.
  const page = pageWithin(askedPage, capped ? Number.MAX_SAFE_INTEGER : total);
  const ids = queries.idsInOrder(ctx.db, selection, PAGE + 1, (page - 1) * PAGE);
  if (ids.length === 0 && page > 1) return oneList(ctx, who, view, counts, 1);
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
  who: Who,
  view: View,
  groupTotals: Map<Group, number>,
): Omit<Listing, 'counts' | 'groupTotals'> {
  const selections = groupNames.map((group) =>
    selectionOf(who, view, group === 'attention' ? 'attention' : groups[group]),
  );
  const totals = groupNames.map((group, index) => {
    const selection = selections[index] as queries.Selection;
    if (!isFiltered(view)) return { total: groupTotals.get(group) ?? 0, capped: false };
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
function countOf(ctx: Ctx, selection: queries.Selection, counts: Map<State, number>, view: View) {
  if (selection.states !== 'attention' && !isFiltered(view)) {
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

/** The applications before and after one, in the list the reader came from; in its group where that was all groups. */
export function beside(
  ctx: Ctx,
  actor: Actor,
  callId: number,
  view: View,
  at: { id: number; state: State } & Record<Sort, number | null>,
) {
  const inGroup = view.group || view.state ? view : { ...view, group: groupOf(at.state) ?? null };
  const who = { callId, reader: readerOf(ctx, actor) };
  return queries.neighbours(ctx.db, selectionOf(who, inGroup), { id: at.id, place: at[view.sort] });
}

const CHUNK = 500;

/**
 * What a view holds, for a file: at most 20,000 rows, a few hundred at a time, so that others are served between.
 * Who took how many rows of which call is recorded before the first row leaves.
 */
export function* exported(ctx: Ctx, actor: Actor, callId: number, view: View, format: 'csv' | 'xlsx') {
  const who = { callId, reader: readerOf(ctx, actor) };
  const ids = queries.idsInOrder(ctx.db, selectionOf(who, view), MOST_EXPORTED);
  const { group, state, overall, institution, source } = view;
  inTransaction(ctx, (inside) =>
    record(inside, actor, {
      entity: 'call',
      entityId: callId,
      event: 'export',
      details: { format, rows: ids.length, group, state, overall, institution, source },
    }),
  );
  for (let start = 0; start < ids.length; start += CHUNK) {
    yield queries.exportRowsOf(ctx.db, ids.slice(start, start + CHUNK));
  }
}
