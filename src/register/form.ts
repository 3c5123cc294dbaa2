// What staff may ask of the register: filters and order from the address, a search from the form.
import { z } from 'zod';
import { sources } from '../../db/schema/applications.js';
import { overalls } from '../../db/schema/eligibility.js';
import type { State } from '../applications/states.js';
import { SEARCH_MOST, text } from '../lib/fields.js';
import { type Group, groupNames, sent } from './rules.js';

export const sorts = ['name', 'submitted', 'average', 'reference'] as const;
export type Sort = (typeof sorts)[number];
export type Overall = (typeof overalls)[number];
export type Source = (typeof sources)[number];

/** What is looked at: which call, which applications of it, in which order. */
export type View = {
  /** The call's address; null: the one that is open. */
  call: string | null;
  /** `all`: everything that was sent, in one list; null: group by group. */
  group: Group | 'all' | null;
  state: State | null;
  overall: Overall | null;
  institution: string | null;
  source: Source | null;
  /** A search, sealed for the reader's session: it may stand in an address, and nobody else can read it. */
  search: string | null;
  sort: Sort;
  direction: 'asc' | 'desc';
};

/** The search is posted, and sealed before it comes back in an address: no name stands in a log or a history of pages. */
export const SearchForm = z.object({ q: text({ max: SEARCH_MOST }) });

const slug = /^[a-z0-9-]{1,80}$/;
/** What a search looks like once it is sealed; at most 100 letters of it, some of them four bytes long. */
const sealed = /^[\w-]{20,900}$/;
const groupChoices: readonly (Group | 'all')[] = [...groupNames, 'all'];

/** The view asked for; whatever is not known is left out, so that an old or mistyped address still shows a list. */
export function readView(raw: Readonly<Record<string, unknown>>): View {
  return {
    call: named(raw.call),
    group: oneOf(groupChoices, raw.group),
    state: oneOf(sent, raw.state),
    overall: oneOf(overalls, raw.overall),
    institution: named(raw.institution),
    source: oneOf(sources, raw.source),
    search: typeof raw.search === 'string' && sealed.test(raw.search) ? raw.search : null,
    sort: oneOf(sorts, raw.sort) ?? 'submitted',
    direction: raw.direction === 'asc' ? 'asc' : 'desc',
  };
}

/**
 * The view a search is made in: the one the page was shown with (a word), changed by filters that are sent along;
 * `everywhere` takes the filters away. What was searched for before counts no longer.
 */
export function readSearch(body: Readonly<Record<string, unknown>>): View {
  const filtered = typeof body.state === 'string' ? pickFilters(body) : {};
  const view = readView({ ...readWord(body.view), ...filtered, search: null });
  if (body.everywhere === undefined) return view;
  return { ...view, group: null, state: null, overall: null, institution: null, source: null };
}

const pickFilters = ({ state, overall, institution, source }: Readonly<Record<string, unknown>>) => ({
  state,
  overall,
  institution,
  source,
});

/** The page number asked for; 1 when there is none. */
export function readPage(raw: unknown): number {
  return typeof raw === 'string' && /^\d{1,6}$/.test(raw) ? Number(raw) : 1;
}

const defaults: Readonly<Partial<Record<keyof View, string>>> = { sort: 'submitted', direction: 'desc' };
const fields = [
  'call',
  'group',
  'state',
  'overall',
  'institution',
  'source',
  'search',
  'sort',
  'direction',
] as const;

/** The view as the fields of a form: only what differs from a plain list. */
export function viewFields(view: View): { name: (typeof fields)[number]; value: string }[] {
  return fields.flatMap((name) => {
    const value = view[name];
    return value !== null && value !== defaults[name] ? [{ name, value }] : [];
  });
}

/** The view as a query: "?group=new&sort=average", or nothing. Holds no words of anybody that can be read. */
export function viewQuery(view: View, page = 1): string {
  const pairs = viewFields(view).map(({ name, value }) => `${name}=${value}`);
  if (page > 1) pairs.push(`page=${page}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

/** The view in one short word, carried to an application and back: "group.new~sort.average". */
export function viewWord(view: View): string {
  return viewFields(view)
    .map(({ name, value }) => `${name}.${value}`)
    .join('~');
}

/** The view a word stands for; a word that is none gives the plain list. */
export function readWord(word: unknown): View {
  if (typeof word !== 'string' || word.length > 1400) return readView({});
  const pairs = word.split('~').map((part) => {
    const dot = part.indexOf('.');
    return [part.slice(0, dot), part.slice(dot + 1)];
  });
  return readView(Object.fromEntries(pairs));
}

function named(raw: unknown): string | null {
  return typeof raw === 'string' && slug.test(raw) ? raw : null;
}

function oneOf<Value extends string>(values: readonly Value[], raw: unknown): Value | null {
  return values.find((value) => value === raw) ?? null;
}
