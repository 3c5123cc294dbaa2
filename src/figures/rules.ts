// What a period comes to, counted from its hearings and cases: pure. Every number keeps what it is made of.
import { type Column, type Counted, count, type Table } from '../lib/counting.js';
import * as terms from '../lib/report-terms.js';
import { courts, type Phase, phases } from '../lib/terms.js';
import { LATE, minutesBetween } from '../reports/rules.js';

export type Answers = {
  outcome: string | null;
  coverage: string | null;
  startedAt: string | null;
  lateCause: string | null;
  reason: string | null;
  responsible: string | null;
  announced: string | null;
  publicity: string | null;
  recording: string | null;
  actions: readonly string[] | null;
  interpretation: string | null;
  interpretationBy: string | null;
  interpretationQuality: string | null;
  documentsServed: string | null;
  panelSame: string | null;
  prosecutorChanged: string | null;
  /** The day of the next hearing, 'YYYY-MM-DD'; null where none was named. */
  nextOn: string | null;
  indicators: Readonly<Record<string, string | null>>;
  witnesses: readonly {
    measures: readonly string[] | null;
    interpreter: string | null;
    changed: string | null;
  }[];
};
/** A hearing of the calendar, and what its report says once that is approved. */
export type HearingFacts = {
  id: number;
  on: string;
  scheduledTime: string;
  court: string;
  state: string;
  report: Answers | null;
};
export type CaseFacts = {
  id: number;
  /** Where it stood when the period ended; null: it had not begun. */
  phase: Phase | null;
  /** Stages that began within the period. */
  began: readonly string[];
  /** Of each accused: whether they are tried in absentia, as the register has it now. */
  absent: readonly boolean[];
  /** What courts decided within the period. */
  rulings: readonly { kind: string; result: string | null }[];
};

const once = (yes: boolean): number => (yes ? 1 : 0);
const among = (codes: readonly string[], code: string | null): boolean =>
  code !== null && codes.includes(code);
const always = () => 1;

/* Hearings */

type OfHearing = Table<HearingFacts>;
/** Of the calendar alone, or of hearings whose report is approved. */
const everyHearing = () => true;
const says =
  (test: (report: Answers, hearing: HearingFacts) => boolean) =>
  (one: HearingFacts): boolean =>
    one.report !== null && test(one.report, one);
const isSat = says(({ outcome }) => among(terms.sat, outcome));
const hasOutcome = says(({ outcome }) => outcome !== null);
const isUnproductive = says(({ outcome }) => among(terms.unproductive, outcome));
const isOff = says(({ outcome, reason }) => among(terms.unproductive, outcome) && reason !== null);
const isDue = ({ state }: HearingFacts): boolean => state !== 'moved' && state !== 'cancelled';
const isCovered = says(({ coverage }, hearing) => isDue(hearing) && among(terms.seen, coverage));
const delay = (one: HearingFacts): number | null =>
  minutesBetween(one.scheduledTime, one.report?.startedAt ?? null);
const isLate = (one: HearingFacts): boolean => isSat(one) && (delay(one) ?? 0) > LATE;
/** Somebody was heard, or evidence was taken. */
const isEvidence = says(
  ({ outcome, actions }) =>
    among(terms.sat, outcome) &&
    ['witness', 'expert', 'injured_party', 'accused_heard', 'documents', 'exhibits'].some((action) =>
      actions?.includes(action),
    ),
);

/** Days from a hearing that came to nothing until the next; none where no later day was named. */
function daysLost({ on, report }: HearingFacts): number {
  if (!report?.nextOn || report.nextOn <= on) return 0;
  return Math.round((Date.parse(report.nextOn) - Date.parse(on)) / 86_400_000);
}

/** One number in each row: in how many hearings it was answered so, out of all of the table. */
const answered = (
  name: string,
  base: (one: HearingFacts) => boolean,
  field: keyof Answers,
  rows: readonly string[],
): OfHearing => ({
  name,
  base,
  rows,
  columns: {
    hearings: {
      of: ({ report }, row) => once(report?.[field] === row),
      out: ({ report }) => once(report?.[field] !== null),
    },
  },
});

const schedule: OfHearing['columns'] = {
  scheduled: { of: always },
  held: { of: ({ state }) => once(state === 'held'), out: always },
  not_held: { of: ({ state }) => once(state === 'not_held') },
  off: { of: (one) => once(!isDue(one)) },
  unknown: { of: ({ state }) => once(state === 'scheduled') },
  covered: { of: (one) => once(isCovered(one)), out: (one) => once(isDue(one)) },
  unproductive: { of: (one) => once(isUnproductive(one)), out: (one) => once(hasOutcome(one)) },
};
const inRow = (columns: OfHearing['columns'], has: (one: HearingFacts, row: string) => boolean) =>
  Object.fromEntries(
    Object.entries(columns).map(([code, { of, out }]): [string, Column<HearingFacts>] => [
      code,
      {
        of: (one, row) => (has(one, row) ? of(one, row) : 0),
        ...(out && { out: (one: HearingFacts, row: string) => (has(one, row) ? out(one, row) : 0) }),
      },
    ]),
  );

/** Hearings that came to nothing, put down to what a row says: how many, and what it cost. */
const putDown = (field: 'reason' | 'responsible'): OfHearing['columns'] => {
  const is = ({ report }: HearingFacts, row: string) => report?.[field] === row;
  return {
    hearings: { of: (one, row) => once(is(one, row)), out: always },
    days: { of: (one, row) => (is(one, row) ? daysLost(one) : 0) },
    undated: { of: (one, row) => once(is(one, row) && daysLost(one) === 0) },
  };
};

/** Whether an answer stands in a row, and out of which answers. */
type Asked = { is: (report: Answers) => number; out: (report: Answers) => number };
const needed = ({ interpretation }: Answers) => once(interpretation === 'yes');
const isServed = ({ documentsServed }: Answers) => once(among(['all', 'part', 'none'], documentsServed));
const language: Record<string, Asked> = {
  needed: { is: needed, out: ({ interpretation }) => once(interpretation !== null) },
  by_nobody: {
    is: (report) => needed(report) && once(report.interpretationBy === 'nobody'),
    out: needed,
  },
  serious_gaps: {
    is: (report) => needed(report) && once(report.interpretationQuality === 'serious_gaps'),
    out: needed,
  },
  served_part: { is: ({ documentsServed }) => once(documentsServed === 'part'), out: isServed },
  served_none: { is: ({ documentsServed }) => once(documentsServed === 'none'), out: isServed },
};
const changes: Record<string, Asked> = {
  panel: {
    is: ({ panelSame }) => once(panelSame === 'no'),
    out: ({ panelSame }) => once(among(['yes', 'no'], panelSame)),
  },
  prosecutor: {
    is: ({ prosecutorChanged }) => once(prosecutorChanged === 'yes'),
    out: ({ prosecutorChanged }) => once(prosecutorChanged !== null),
  },
};
const howMany = (
  { witnesses }: Answers,
  test: (witness: Answers['witnesses'][number]) => boolean = () => true,
) => witnesses.filter(test).length;
const judged = (report: Answers) =>
  howMany(report, ({ changed }) => among(['no', 'partly', 'wholly'], changed));
/** No measure, or nobody knows of one. */
const isNothing = (measure: string) => measure === 'NONE' || measure === 'UNK';
const heard: Record<string, Asked> = {
  all: { is: (report) => howMany(report), out: () => 0 },
  protected: {
    is: (report) => howMany(report, ({ measures }) => (measures ?? []).some((one) => !isNothing(one))),
    out: (report) => howMany(report, ({ measures }) => !(measures ?? []).every((one) => one === 'UNK')),
  },
  interpreted: {
    is: (report) => howMany(report, ({ interpreter }) => interpreter === 'yes'),
    out: (report) => howMany(report),
  },
  changed_partly: { is: (report) => howMany(report, ({ changed }) => changed === 'partly'), out: judged },
  changed_wholly: { is: (report) => howMany(report, ({ changed }) => changed === 'wholly'), out: judged },
};
const asked = (rows: Record<string, Asked>, column: string): Pick<OfHearing, 'rows' | 'columns'> => ({
  rows: Object.keys(rows),
  columns: {
    [column]: {
      of: ({ report }, row) => (report && rows[row]?.is(report)) || 0,
      out: ({ report }, row) => (report && rows[row]?.out(report)) || 0,
    },
  },
});

const answersOf = (one: HearingFacts, code: string) => one.report?.indicators[code] ?? null;

export type Span = 'months' | 'years';
/** What became of the calendar, month by month or year by year. */
const over = (span: Span): OfHearing => {
  const signs = span === 'months' ? '2026-01'.length : '2026'.length;
  return {
    name: span,
    base: everyHearing,
    rows: (all) => [...new Set(all.map(({ on }) => on.slice(0, signs)))].sort(),
    columns: inRow(schedule, ({ on }, row) => on.startsWith(row)),
  };
};

/** The tables over hearings, in the order they are read. Source: monitoring rules §5. */
const hearingTables = (span: Span): readonly OfHearing[] => [
  {
    name: 'courts',
    base: everyHearing,
    rows: (all) => [...courts.filter((code) => all.some(({ court }) => court === code)), 'all'],
    columns: inRow(schedule, ({ court }, row) => row === 'all' || court === row),
  },
  over(span),
  answered('outcomes', hasOutcome, 'outcome', terms.outcomes),
  { name: 'reasons', base: isOff, rows: terms.offReasons, columns: putDown('reason') },
  { name: 'actors', base: isOff, rows: terms.responsibleActors, columns: putDown('responsible') },
  {
    name: 'beginning',
    base: isSat,
    rows: ['in_time', 'late', 'unknown'],
    columns: {
      hearings: {
        of: (one, row) => once(row === (delay(one) === null ? 'unknown' : isLate(one) ? 'late' : 'in_time')),
        out: always,
      },
    },
  },
  answered('late', isLate, 'lateCause', terms.postponementReasons),
  answered('announced', isSat, 'announced', terms.announcements),
  answered('publicity', isSat, 'publicity', terms.publicities),
  answered('recording', isEvidence, 'recording', terms.recordings),
  { name: 'language', base: isSat, ...asked(language, 'hearings') },
  { name: 'witnesses', base: says((report) => report.witnesses.length > 0), ...asked(heard, 'witnesses') },
  { name: 'changes', base: isSat, ...asked(changes, 'hearings') },
  {
    name: 'indicators',
    base: says(({ indicators }) => Object.values(indicators).some((answer) => answer !== null)),
    rows: terms.indicators,
    columns: Object.fromEntries(
      terms.fourAnswers.map((answer): [string, Column<HearingFacts>] => [
        answer,
        {
          of: (one, code) => once(answersOf(one, code) === answer),
          ...(answer === 'no' && {
            out: (one: HearingFacts, code: string) => once(among(terms.yesNo, answersOf(one, code))),
          }),
        },
      ]),
    ),
  },
];

/* Cases */

type OfCase = Table<CaseFacts>;
const decisions = (kinds: readonly string[], results: readonly string[], name: string): OfCase => {
  const how = (one: CaseFacts, fits: (result: string | null) => boolean) =>
    one.rulings.filter(({ kind, result }) => kinds.includes(kind) && fits(result)).length;
  return {
    name,
    base: (one) => how(one, () => true) > 0,
    rows: results,
    columns: {
      decisions: {
        of: (one, row) => how(one, (result) => result === row),
        out: (one) => how(one, (result) => result !== null),
      },
    },
  };
};
const caseTables: readonly OfCase[] = [
  {
    name: 'phases',
    base: ({ phase }) => phase !== null,
    rows: phases,
    columns: { cases: { of: ({ phase }, row) => once(phase === row), out: always } },
  },
  {
    name: 'began',
    base: ({ began }) => began.length > 0,
    rows: phases,
    columns: { cases: { of: ({ began }, row) => began.filter((code) => code === row).length } },
  },
  {
    name: 'accused',
    base: ({ phase, absent }) => phase !== null && absent.length > 0,
    rows: ['present', 'absent'],
    columns: {
      accused: {
        of: ({ absent }, row) => absent.filter((away) => away === (row === 'absent')).length,
        out: ({ absent }) => absent.length,
      },
    },
  },
  decisions(['judgment'], ['guilty', 'not_guilty', 'charge_rejected', 'dismissed'], 'judgments'),
  decisions(
    ['appeal_decision', 'extraordinary_decision'],
    ['upheld', 'changed', 'returned_for_retrial', 'dismissed'],
    'remedies',
  ),
];

/** Every table of a period. A hearing counts by its day, what was said of it once its report is approved. */
export function figuresOf(
  hearings: readonly HearingFacts[],
  cases: readonly CaseFacts[],
  span: Span,
): Counted[] {
  return [
    ...hearingTables(span).map((table) => count('hearings', table, hearings)),
    ...caseTables.map((table) => count('cases', table, cases)),
  ];
}
