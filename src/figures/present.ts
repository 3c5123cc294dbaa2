// Figures in words: what each table, row and number is called, and where it leads.
import { dayText, phaseOf, titleOf } from '../cases/present.js';
import { stateOf } from '../hearings/present.js';
import { opening, shortDate } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { type Cell, type Counted, placeOf } from '../lib/counting.js';
import type { Phase } from '../lib/terms.js';
import { codeOf, type Period, yearsUntil } from './form.js';
import type { figuresShown, frozenShown, numberShown, traced } from './service.js';

/** At most so many hearings stand behind a number on its page; the file has all. */
const SHOWN = 500;

/** "?year=2026&quarter=3" */
export function queryOf({ year, quarter }: Period): string {
  return `?year=${year ?? 'all'}${quarter ? `&quarter=${quarter}` : ''}`;
}

/** "2026", "2026, third quarter", "All years". */
function spanText({ year, quarter }: Pick<Period, 'year' | 'quarter'>, language: Language): string {
  if (year === null) return say(language, 'figures.all_years');
  if (quarter === null) return String(year);
  return say(language, 'figures.span', { year: String(year), quarter: quarterText(quarter, language) });
}
const quarterText = (quarter: number, language: Language) => say(language, `figures.quarter.${quarter}`);
const daysText = ({ from, until }: Period, language: Language) =>
  say(language, 'figures.days', { from: dayText(from, language), until: dayText(until, language) });

/** The page of a period. */
export function pageOf(
  { tables, unapproved, earliest, frozen }: ReturnType<typeof figuresShown>,
  period: Period,
  now: number,
  language: Language,
) {
  const query = queryOf(period);
  return {
    span: spanText(period, language),
    days: period.year === null ? '' : daysText(period, language),
    isOver: period.isOver,
    unapproved,
    year: String(period.year ?? 'all'),
    quarter: String(period.quarter ?? ''),
    years: [
      ...yearsUntil(now, earliest).map((year) => ({ value: String(year), label: String(year) })),
      { value: 'all', label: say(language, 'figures.all_years') },
    ],
    quarters: [1, 2, 3, 4].map((one) => ({ value: String(one), label: quarterText(one, language) })),
    groups: groupsOf(tables, { url: '/staff/figures', query }, language),
    fileUrl: `/staff/figures/file.xlsx${query}`,
    freezeUrl: period.isOver ? `/staff/figures/freeze/${codeOf(period)}` : '',
    frozen: frozen.map(({ id, at, by, ...span }) => ({
      url: `/staff/figures/frozen/${id}`,
      span: spanText(span, language),
      at,
      by,
    })),
  };
}

/** What is about to be frozen. */
export function freezeOf(period: Period, language: Language) {
  return {
    span: spanText(period, language),
    days: daysText(period, language),
    backUrl: `/staff/figures${queryOf(period)}`,
  };
}

/** The page of frozen figures. */
export function frozenOf(shown: ReturnType<typeof frozenShown>, language: Language) {
  const url = `/staff/figures/frozen/${shown.id}`;
  return {
    span: spanText(shown, language),
    days: daysText(shown.period, language),
    at: shown.at,
    by: shown.by,
    nowUrl: `/staff/figures${queryOf(shown.period)}`,
    fileUrl: `${url}/file.xlsx`,
    groups: groupsOf(shown.tables, { url, query: '' }, language),
    changed: shown.changed.map(({ place, ...values }) => ({ ...wordsOf(place, language), ...values })),
  };
}

/** Which tables stand under which heading, in their order. */
const groups: Record<string, readonly string[]> = {
  calendar: ['courts', 'months', 'years'],
  lost: ['outcomes', 'reasons', 'actors', 'beginning', 'late'],
  courtroom: ['announced', 'publicity', 'recording', 'language', 'witnesses', 'changes'],
  fairness: ['indicators'],
  cases: ['phases', 'began', 'accused', 'judgments', 'remedies'],
};

/** Where the numbers lead: below this address, with this query. */
type At = { url: string; query: string };

function groupsOf(tables: readonly Counted[], at: At, language: Language) {
  return Object.entries(groups).map(([name, members]) => ({
    name,
    heading: say(language, `figures.group.${name}`),
    tables: tables
      .filter((table) => members.includes(table.name))
      .map((table) => tableOf(table, at, language)),
  }));
}

function tableOf({ name, kind, base, columns, rows }: Counted, { url, query }: At, language: Language) {
  const most = Math.max(...rows.map(({ cells }) => cells[0]?.count ?? 0), 1);
  /** Lengths of a bar, in percent of the longest: all, and the part that the second column is of it. */
  const barOf = (cells: readonly Cell[]) => ({
    all: percent(cells[0]?.count ?? 0, most),
    part: name === 'months' || name === 'years' ? percent(cells[1]?.count ?? 0, most) : 0,
  });
  return {
    name,
    heading: say(language, `figures.table.${name}`),
    base: rows.length === 0 ? '' : say(language, `figures.base.${kind}`, { count: base }),
    isWide: columns.length > 3,
    hasBars: columns.length === 1 || name === 'months' || name === 'years' || columns[1] === 'days',
    columns: columns.map((column) => say(language, `figures.column.${column}`)),
    rows: rows.map(({ code, cells }) => ({
      label: labelOf(name, code, language),
      isTotal: code === 'all' && name === 'courts',
      bar: barOf(cells),
      cells: cells.map((cell, at) => ({
        count: cell.count,
        share: shareOf(cell, language),
        column: say(language, `figures.column.${columns[at] ?? ''}`),
        url: cell.count > 0 ? `${url}/number/${placeOf(name, code, columns[at] ?? '')}${query}` : '',
      })),
    })),
  };
}

const percent = (some: number, all: number) => Math.round((some / all) * 100);
/** "65% of 145"; blank where a share says nothing. */
const shareOf = ({ count, of }: Pick<Cell, 'count' | 'of'>, language: Language) =>
  of === null ? '' : say(language, 'figures.share', { percent: percent(count, of), of });

/** What a row is called: most bear a word of the courts or of the report. */
function labelOf(table: string, code: string, language: Language): string {
  const terms: Record<string, string> = {
    courts: 'terms.courts',
    outcomes: 'reports.value.outcome',
    reasons: 'reports.value.reason',
    late: 'reports.value.reason',
    actors: 'reports.value.responsible',
    announced: 'reports.value.announced',
    publicity: 'reports.value.publicity',
    recording: 'reports.value.recording',
    indicators: 'reports.indicator',
    phases: 'terms.phases',
    began: 'terms.phases',
    judgments: 'rulings.result',
    remedies: 'rulings.result',
  };
  if (table === 'years') return code;
  if (table === 'months') {
    const month = say(language, `hearings.month.${Number(code.slice(5))}`);
    return opening(language, say(language, 'hearings.calendar.month', { month, year: code.slice(0, 4) }));
  }
  if (table === 'courts' && code === 'all') return say(language, 'figures.all_courts');
  const words = terms[table];
  return opening(
    language,
    words ? say(language, `${words}.${code}`) : say(language, `figures.row.${table}.${code}`),
  );
}

function wordsOf(place: string, language: Language) {
  const [table = '', code = '', column = ''] = place.split('.');
  return {
    table: say(language, `figures.table.${table}`),
    row: labelOf(table, code, language),
    column: say(language, `figures.column.${column}`),
  };
}

/** One number with everything it is made of. */
export function numberOf(
  { table, row, column, cell, hearings, cases, hidden }: ReturnType<typeof numberShown>,
  language: Language,
) {
  const words = wordsOf(placeOf(table.name, row, column), language);
  const times = new Map(cell.ids.map((id, at) => [id, cell.each[at] ?? 1]));
  const hasTimes = cell.each.some((one) => one !== 1);
  const timesOf = (id: number) =>
    hasTimes ? say(language, 'figures.each', { column: words.column, count: times.get(id) ?? 1 }) : '';
  return {
    table: words.table,
    label: table.columns.length > 1 ? say(language, 'figures.label', words) : words.row,
    count: cell.count,
    share: shareOf(cell, language),
    made: say(language, `figures.base.${table.kind}`, { count: cell.ids.length }),
    hidden,
    shown: Math.min(SHOWN, hearings.length),
    isCut: hearings.length > SHOWN,
    lines: [
      ...hearings.slice(0, SHOWN).map((one) => ({
        url: `/staff/hearings/${one.id}`,
        title: titleOf(one, language),
        facts: [
          shortDate(language, Date.parse(one.on)),
          one.time,
          say(language, `terms.hearingTypes.${one.type}`),
          say(language, `hearings.court.${one.court}`),
          one.outcome === null ? '' : say(language, `reports.value.outcome.${one.outcome}`),
          timesOf(one.id),
        ].filter((fact) => fact !== ''),
        reportUrl: one.reportId === null ? '' : `/staff/reviews/${one.reportId}`,
        state: stateOf(one.state, language),
      })),
      ...cases.map((one) => ({
        url: `/staff/cases/${one.id}`,
        title: titleOf(one, language),
        facts: [say(language, `terms.courts.${one.court}`), timesOf(one.id)].filter((fact) => fact !== ''),
        reportUrl: '',
        state: phaseOf(one.phase as Phase, language),
      })),
    ],
  };
}

/** A workbook: every number, and behind it every hearing and case it is made of, under the same words. */
export function sheetsOf(
  tables: readonly Counted[],
  { hearings, cases }: ReturnType<typeof traced>,
  language: Language,
) {
  const column = (name: string) => say(language, `figures.file.${name}`);
  const places = ['table', 'row', 'column'].map(column);
  const numbers = tables.flatMap(({ name, kind, columns, rows }) =>
    rows.flatMap(({ code, cells }) =>
      cells.map((cell, at) => {
        const words = wordsOf(placeOf(name, code, columns[at] ?? ''), language);
        return { kind, cell, words: [words.table, words.row, words.column] };
      }),
    ),
  );
  const behind = <Row>(
    kind: string,
    known: ReadonlyMap<number, Row>,
    cellsOf: (row: Row) => (string | number)[],
  ) =>
    numbers
      .filter((number) => number.kind === kind)
      .map(({ words, cell }) =>
        cell.ids.flatMap((id, at) => {
          const row = known.get(id);
          return row === undefined ? [] : [[...words, cell.each[at] ?? 1, id, ...cellsOf(row)]];
        }),
      );
  return [
    {
      name: say(language, 'figures.title'),
      header: [...places, column('number'), column('of'), column('percent')],
      pieces: [
        numbers.map(({ words, cell: { count, of } }) => [
          ...words,
          count,
          of,
          of === null ? null : percent(count, of),
        ]),
      ],
    },
    {
      name: say(language, 'figures.file.hearings'),
      header: [...places, ...['number', 'hearing', 'day', 'case', 'court', 'type'].map(column)],
      pieces: behind('hearings', hearings, (one) => [
        one.on,
        titleOf(one, language),
        say(language, `terms.courts.${one.court}`),
        say(language, `terms.hearingTypes.${one.type}`),
      ]),
    },
    {
      name: say(language, 'figures.file.cases'),
      header: [...places, ...['number', 'case_number', 'case', 'court'].map(column)],
      pieces: behind('cases', cases, (one) => [
        titleOf(one, language),
        say(language, `terms.courts.${one.court}`),
      ]),
    },
  ];
}
