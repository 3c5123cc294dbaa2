// What the list of applications shows, ready-made: every word, address and mark, so that the view only places them.
import { averageText, flagsOf, nameText, overallWords, stateWords } from '../applications/present.js';

import type { State } from '../applications/states.js';
import { deadlineText, statusOf } from '../calls/present.js';
import type { InstitutionName, TitledCall } from '../calls/queries.js';
import { shortDate } from '../i18n/format.js';
import { type Language, languages, say, textLanguage } from '../i18n/index.js';
import { toCyrillic } from '../lib/cyrillic.js';
import { printDecimal } from '../lib/decimal.js';
import { localDate } from '../lib/time.js';
import { type Sort, sorts, type View, viewFields, viewQuery } from './form.js';
import type { ExportRow, Row } from './queries.js';
import { type Group, groupNames, groupOf, groups, MOST_EXPORTED, MOST_FOUND, PAGE, sent } from './rules.js';

type Part = { group: Group | null; total: number; capped: boolean; rows: readonly Row[] };

/** The call a view is of: the one it names, else the one that is open, else the one that closed last. */
export function chosenCall(
  calls: readonly TitledCall[],
  slug: string | null,
  now: number,
): TitledCall | undefined {
  const named = calls.find((call) => call.slug === slug);
  const open = calls.find((call) => ['open', 'grace'].includes(statusOf(call, now)));
  return named ?? open ?? calls.find((call) => statusOf(call, now) === 'closed') ?? calls[0];
}

/** A call's title for a reader; another language stands in for a missing one. */
export function titleOf(call: TitledCall, language: Language): string {
  const titles = JSON.parse(call.titles) as Partial<Record<string, string>>;
  const own = titles[textLanguage(language)];
  if (own) return language === 'sr-Cyrl' ? toCyrillic(own) : own;
  return Object.values(titles)[0] ?? call.slug;
}

/** Institutions by id as the reader writes them; `other` is what is on no list. */
export function institutionWords(
  institutions: readonly InstitutionName[],
  language: Language,
): Map<string, string> {
  const code = textLanguage(language);
  const write = (name: string) => (language === 'sr-Cyrl' ? toCyrillic(name) : name);
  const words = new Map(institutions.map((one) => [one.id, write(one[code])]));
  return words.set('other', say(language, 'eligibility.value.institution.other'));
}

/** One row of the list. */
export function rowOf(row: Row, words: ReadonlyMap<string, string>, language: Language) {
  const state = stateWords(row.state, language);
  const overall = overallWords(row.overall, language);
  return {
    id: row.id,
    name: nameText(row.name, language),
    flags: flagsOf(row, language),
    reference: row.reference ?? '',
    source: row.source === 'web' ? '' : say(language, `register.source.${row.source}`),
    institution:
      row.institutionTyped ||
      (row.institution === null ? '' : (words.get(row.institution) ?? row.institution)),
    year: row.studyYear ?? '',
    averageText: averageText(row.average, language),
    averageBasis:
      row.average === null ? '' : say(language, `register.average.${row.averageBasis ?? 'stated'}`),
    overall: overall.label,
    overallTone: overall.tone,
    state: state.label,
    stateTone: state.tone,
    submitted: row.submittedAt === null ? '' : shortDate(language, row.submittedAt),
  };
}

/** One heading with its rows: a group of the page of all groups, or the whole list. */
export function partOf(part: Part, view: View, words: ReadonlyMap<string, string>, language: Language) {
  const heading = say(language, `register.group.${part.group ?? 'all'}`);
  return {
    heading: part.group === null ? '' : heading,
    total: part.group === null ? '' : part.capped ? `${part.total}+` : part.total,
    rows: part.rows.map((row) => rowOf(row, words, language)),
    more:
      part.group !== null && part.total > part.rows.length
        ? {
            label: say(language, 'register.list.show_all', { count: part.total }),
            query: viewQuery({ ...view, group: part.group }),
          }
        : null,
  };
}

/** The group a view stands in. */
export function groupIn(view: View): Group | 'all' | null {
  return view.group ?? (view.state ? (groupOf(view.state) ?? null) : null);
}

/** The tabs: what needs doing, each group with its number, everything. */
export function tabsOf(view: View, totals: ReadonlyMap<Group, number>, language: Language) {
  const plain: View = { ...view, group: null, state: null, search: null };
  const current = groupIn(view);
  const all = groupNames.reduce((sum, name) => sum + (name === 'attention' ? 0 : (totals.get(name) ?? 0)), 0);
  const tab = (name: Group | 'all' | null, count: number | null) => ({
    label: say(language, `register.group.${name ?? 'overview'}`),
    number: count ?? '',
    query: viewQuery({ ...plain, group: name }),
    current: name === current,
  });
  return [tab(null, null), ...groupNames.map((name) => tab(name, totals.get(name) ?? 0)), tab('all', all)];
}

/** The filter form: what can be chosen, and what of the view it must carry along. */
export function filtersOf(
  view: View,
  words: ReadonlyMap<string, string>,
  language: Language,
  collator: Intl.Collator,
) {
  const group = groupIn(view);
  const states = group === null || group === 'all' || group === 'attention' ? sent : groups[group];
  const option = (key: string) => (value: string) => ({
    value,
    label: say(language, `register.${key}.${value}`),
  });
  return {
    view,
    active: [view.state, view.overall, view.institution, view.source].filter(Boolean).length,
    states: states.map(option('state')),
    overalls: ['met', 'to_verify', 'not_met'].map(option('overall')),
    sources: ['web', 'email', 'paper'].map(option('source')),
    institutions: [...words]
      .map(([value, label]) => ({ value, label }))
      .sort((a, b) => collator.compare(a.label, b.label)),
    carried: viewFields(view).filter(({ name }) => ['call', 'group', 'sort', 'direction'].includes(name)),
  };
}

/** The columns one may sort by: which way each goes when it is chosen again, and which way it goes now. */
export function columnsOf(view: View, language: Language) {
  const column = (sort: Sort) => {
    const isCurrent = view.sort === sort;
    // Names are read from A; everything else from the newest, the best, the latest.
    const first = sort === 'name' ? 'asc' : 'desc';
    const other = view.direction === 'desc' ? 'asc' : 'desc';
    const direction: View['direction'] = isCurrent ? other : first;
    return {
      label: say(language, `register.column.${sort}`),
      query: viewQuery({ ...view, sort, direction }),
      ariaSort: isCurrent ? (view.direction === 'asc' ? 'ascending' : 'descending') : '',
    };
  };
  return Object.fromEntries(sorts.map((sort) => [sort, column(sort)])) as Record<
    Sort,
    ReturnType<typeof column>
  >;
}

/** "312 applications", or "more than 1,000 applications" where nobody counted further. */
export function totalText(total: number, capped: boolean, language: Language): string {
  return say(language, capped ? 'register.list.more_than' : 'register.list.total', { count: total });
}

/** Which rows of how many, and the pages before and after. */
export function pagerOf(
  view: View,
  at: { page: number; pages: number; shown: number; total: string },
  language: Language,
) {
  const from = (at.page - 1) * PAGE + 1;
  const to = from + at.shown - 1;
  const hasNext = at.page < at.pages;
  return {
    range: say(language, 'register.list.range', { from, to, total: at.total }),
    previous: at.page > 1 ? { page: at.page - 1, query: viewQuery(view, at.page - 1) } : null,
    next: hasNext ? { page: at.page + 1, query: viewQuery(view, at.page + 1) } : null,
  };
}

/** What a screen reader hears after a search. */
export function foundText(count: number, capped: boolean, language: Language): string {
  return capped
    ? say(language, 'register.list.found_capped', { count: MOST_FOUND })
    : say(language, 'register.list.found', { count });
}

/** What was begun and not sent: numbers, and nothing to open. */
export function unsentOf(counts: ReadonlyMap<State, number>, language: Language): string[] {
  const sentences: string[] = [];
  const drafts = counts.get('draft') ?? 0;
  const late = counts.get('not_submitted') ?? 0;
  if (drafts > 0) sentences.push(say(language, 'register.list.drafts', { count: drafts }));
  if (late > 0) sentences.push(say(language, 'register.list.not_submitted', { count: late }));
  if (sentences.length > 0) sentences.push(say(language, 'register.list.unsent_why'));
  return sentences;
}

/** What to say when there is no row, and where to go on. */
export function emptyOf(view: View, searching: boolean, isFiltered: boolean, language: Language) {
  const plain: View = {
    ...view,
    ...{ group: null, state: null, overall: null, institution: null, source: null, search: null },
  };
  const kind = searching ? 'search' : isFiltered ? 'filters' : view.group || view.state ? 'group' : 'none';
  const more = {
    search: 'register.empty.search_more',
    none: 'register.empty.none_more',
    filters: '',
    group: '',
  }[kind];
  const link = {
    search: '',
    none: '',
    filters: 'register.empty.filters_link',
    group: 'register.empty.group_link',
  }[kind];
  return {
    title: say(language, `register.empty.${kind}`),
    more: more && say(language, more),
    link: link && { label: say(language, link), query: viewQuery(plain) },
    everywhere: searching && (isFiltered || view.group !== null || view.state !== null),
  };
}

/** The head of the page: which call, until when, and the others. */
export function callsOf(calls: readonly TitledCall[], chosen: TitledCall, language: Language, now: number) {
  return {
    title: titleOf(chosen, language),
    deadline: deadlineText(chosen, now, language),
    others: calls.map((call) => ({
      value: call.slug,
      label: titleOf(call, language),
      selected: call === chosen,
    })),
    many: calls.length > 1,
  };
}

/** The links to a file of what is shown. */
export function exportsOf(view: View, total: number, language: Language) {
  return {
    query: viewQuery(view),
    limit: total > MOST_EXPORTED ? say(language, 'register.export.limit', { count: MOST_EXPORTED }) : '',
  };
}

/** The head row of an export. */
export function exportHeader(language: Language): string[] {
  const columns = [
    'reference',
    'name',
    'institution',
    'year',
    'average',
    'average_basis',
    'overall',
    'state',
    'submitted',
    'source',
  ];
  const contact = ['email', 'phone', 'language'];
  return [
    ...columns.map((column) => say(language, `register.column.${column}`)),
    ...contact.map((column) => say(language, `register.export.${column}`)),
  ];
}

/** One row of an export: numbers as numbers, days as YYYY-MM-DD, so that a spreadsheet can sort them. */
export function exportRow(
  row: ExportRow,
  words: ReadonlyMap<string, string>,
  language: Language,
): (string | number | null)[] {
  const shown = rowOf(row, words, language);
  return [
    shown.reference,
    row.name,
    shown.institution,
    row.studyYear,
    row.average === null ? null : Number(printDecimal(row.average)),
    shown.averageBasis,
    shown.overall,
    shown.state,
    row.submittedAt === null ? '' : localDate(row.submittedAt),
    say(language, `register.source.${row.source}`),
    row.email ?? '',
    row.phone,
    languages.find((one) => one.code === row.language)?.name ?? '',
  ];
}
