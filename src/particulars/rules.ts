// The rows of a report: which come back from a form, which indicators are asked, what is still missing in one.
import {
  type Answers,
  type Condition,
  isAsked,
  isBlank,
  type Problems,
  readAnswers,
  unanswered,
} from '../lib/questions.js';
import {
  coreIndicators,
  furtherIndicators,
  type Indicator,
  shut,
  witnessRoles,
} from '../lib/report-terms.js';
import type { NamedRole } from '../lib/terms.js';
import { isCode, pseudonymOf } from '../protections/rules.js';
import { fieldName, KEY, type Kind, rowsOf } from './form.js';

/** A row as pages and rules know it: its answers in the open, who it is about as "participant-7" or "protected-3". */
export type Row = Record<string, unknown>;
export type Rows = Readonly<Record<Kind, readonly Row[]>>;

/** When the further indicators are asked. Source: monitoring rules §2.8. */
const indicatorWhen: Readonly<Record<(typeof furtherIndicators)[number], readonly Condition[]>> = {
  INFO: [{ hearingType: ['INI'] }, { actions: ['rights', 'indictment_read'] }],
  SIL: [{ actions: ['accused_heard', 'plea_guilty', 'plea_not_guilty'] }],
  CONF: [{ hearingType: ['INI', 'DET'] }, { actions: ['accused_heard'] }],
  REAS: [{ actions: ['motion', 'recusal', 'dismissal_request', 'objections', 'detention', 'judgment'] }],
  DETN: [{ hearingType: ['DET'] }, { actions: ['detention'] }],
};

/** The indicators asked, given the answers about the hearing. */
export function indicatorsAsked(answers: Answers): Indicator[] {
  return [
    ...coreIndicators,
    ...furtherIndicators.filter((code) => indicatorWhen[code].some((when) => isAsked(when, answers))),
  ];
}

/** Any of these lets a further indicator appear, for the page. */
export function conditionsOf(code: Indicator): readonly Condition[] | undefined {
  return (indicatorWhen as Partial<Record<Indicator, readonly Condition[]>>)[code];
}

/** How many rows of a kind a posted form may hold, by the highest number in it. */
function rowsPosted(kind: Kind, typed: Answers): number {
  const start = new RegExp(`^${kind}-(\\d{1,3})-`);
  const numbers = Object.keys(typed).map((name) => Number(start.exec(name)?.[1] ?? -1));
  return Math.min(Math.max(-1, ...numbers) + 1, rowsOf[kind].most);
}

/**
 * The rows of a kind as they were typed, with what could not be read. Of attendance the identity of those who are there
 * already stays (`before`); a row in which nothing was begun is left out.
 */
export function readRows(
  kind: Kind,
  typed: Answers,
  before: readonly Row[],
): { rows: Row[]; problems: Problems } {
  if (kind === 'indicators') return readIndicators(typed, before);
  const { questions, begins } = rowsOf[kind];
  const rows: Row[] = [];
  let problems: Problems = {};
  const count = Math.max(rowsPosted(kind, typed), kind === 'attendance' ? before.length : 0);
  const was = rowsBefore(kind, typed, before, count);
  for (let at = 0; at < count; at += 1) {
    const prefix = fieldName(kind, at, '');
    const had = was[at] ?? {};
    const known = kind === 'attendance' && !isBlank(had.who);
    const asked = known ? questions.filter(({ name }) => !identity.includes(name)) : questions;
    const isPosted = Object.keys(typed).some((name) => name.startsWith(prefix));
    const read = isPosted ? readAnswers(asked, typed, prefix) : { answers: {}, problems: {} };
    problems = { ...problems, ...read.problems };
    // What could not be read keeps what stood there.
    const row = { ...had, ...read.answers };
    if (known || isBegun(kind, row, begins))
      rows.push(kind === 'witnesses' ? { ...row, typedGist: `${prefix}gist` in typed, at } : row);
  }
  // Whoever is known to have a part stays, whatever a form leaves out.
  if (kind === 'attendance') rows.push(...before.filter((row) => !isBlank(row.who) && !was.includes(row)));
  return { rows: kind === 'witnesses' ? withLockedGists(rows, before) : rows, problems };
}

/**
 * What stood in each row of a form before: the one whose key it brings; without a key the one in its place, unless
 * another row brings that one's.
 */
function rowsBefore(kind: Kind, typed: Answers, before: readonly Row[], count: number): (Row | undefined)[] {
  const keys = Array.from({ length: count }, (_none, at) => {
    const key = String(typed[fieldName(kind, at, KEY)] ?? '');
    return /^\d{1,15}$/.test(key) ? Number(key) : null;
  });
  return keys.map((key, at) => {
    const here = before[at];
    if (key !== null) return before.find((row) => row.key === key);
    return here && keys.includes(here.key as number) ? undefined : here;
  });
}

/**
 * Each witness with `locked`, the gist that stands there: of the same person, heard the same time round; of somebody
 * renamed, in the same place. A page without the field says nothing about it.
 */
function withLockedGists(rows: readonly Row[], before: readonly Row[]): Row[] {
  const whoIs = ({ who, label }: Row) => (who === 'typed' ? `typed ${label ?? ''}` : String(who));
  const had = before.map(whoIs);
  const has = rows.map(whoIs);
  return rows.map(({ typedGist, at, ...row }, index) => {
    const turn = has.slice(0, index).filter((one) => one === has[index]).length;
    const same = before.filter((_row, place) => had[place] === has[index]);
    const inPlace = has.includes(had[Number(at)] ?? '') ? undefined : before[Number(at)];
    const locked = (same[turn] ?? inPlace)?.gist ?? null;
    return { ...row, locked, gist: typedGist ? row.gist : locked };
  });
}

/** What is stored of a witness: the words that stood there as long as they are locked. */
export function keptWitness(row: Row, answers: Answers, fixedTermsFor: readonly string[]): Row {
  const isLocked = isGistShut(row, answers) && !fixedTermsFor.includes(String(row.who));
  return isLocked ? { ...row, gist: row.locked ?? null } : row;
}

/** A witness as anybody reads it: without what was said while the public was kept out. */
export function openWitness(row: Row, answers: Answers): Row {
  return isGistShut(row, answers) ? { ...row, gist: null } : row;
}

/** Who somebody is does not change in a row that knows them. */
export const identity: readonly string[] = ['who', 'role', 'name'];

function isBegun(kind: Kind, row: Row, begins: string): boolean {
  if (kind !== 'attendance') return !isBlank(row[begins]);
  return !isBlank(row.who) || !(isBlank(row.name) && isBlank(row.role));
}

function readIndicators(typed: Answers, before: readonly Row[]): { rows: Row[]; problems: Problems } {
  let problems: Problems = {};
  const rows = [...coreIndicators, ...furtherIndicators].flatMap((code) => {
    const read = readAnswers(rowsOf.indicators.questions, typed, fieldName('indicators', code, ''));
    problems = { ...problems, ...read.problems };
    const row = { ...before.find((one) => one.code === code), ...read.answers, code };
    return isBlank((row as Row).answer) && isBlank((row as Row).note) ? [] : [row];
  });
  return { rows, problems };
}

/** Whether what a witness said is locked: it may not be written down of a time when the public was kept out. */
export function isGistShut(row: Row, answers: Answers): boolean {
  const { publicity, closedFrom, closedUntil } = answers;
  if (!(shut as readonly unknown[]).includes(publicity)) return false;
  if (publicity === 'closed') return true;
  const [from, until] = [row.startedAt, row.endedAt].map((time) => (isBlank(time) ? null : String(time)));
  if (!from || !until || isBlank(closedFrom) || isBlank(closedUntil)) return true;
  return from < String(closedUntil) && until > String(closedFrom);
}

/** The questions of a row that must be answered and are not. `all`: the answers about the hearing itself. */
export function missingIn(kind: Kind, row: Row, all: Answers, isFixedTerms: boolean): string[] {
  const missing = unanswered(rowsOf[kind].questions, row);
  if (kind === 'attendance' && isBlank(row.who))
    return [...['role', 'name'].filter((name) => isBlank(row[name])), ...missing];
  if (kind === 'witnesses' && (isGistShut(row, all) || isFixedTerms)) {
    const rest = missing.filter((name) => name !== 'gist');
    return isFixedTerms && !isGistShut(row, all) && isBlank(row.terms) ? [...rest, 'terms'] : rest;
  }
  return missing;
}

/** Who is known of the case: those under their name, and those under a pseudonym. */
export type People = {
  named: readonly { id: number; name: string; role: NamedRole; sinceOn: string; untilOn: string | null }[];
  hidden: readonly {
    id: number;
    pseudonym: string;
    role: string;
    ground: string;
    measures: readonly string[];
  }[];
};

/** Whom a row of this kind may be about, as "participant-7" or "protected-3". */
export function picksFor(kind: Kind, { named, hidden }: People): { value: string; name: string }[] {
  const roles: readonly string[] = kind === 'judgments' ? ['ACC'] : kind === 'witnesses' ? witnessRoles : [];
  const pseudonyms = kind === 'judgments' ? [] : hidden;
  return [
    ...pseudonyms.map(({ id, pseudonym }) => ({ value: `protected-${id}`, name: pseudonym })),
    ...named
      .filter(({ role }) => roles.includes(role))
      .map(({ id, name }) => ({ value: `participant-${id}`, name })),
  ];
}

/**
 * What the rules enforce in rows, whatever a form sent: somebody known only, no typed name for whom a pseudonym could
 * protect, no new gist of a closed session, fixed terms for victims of sexual violence. Source: monitoring rules §3.
 */
export function settledRows(
  kind: Kind,
  rows: readonly Row[],
  { people, answers, fixedTermsFor }: { people: People; answers: Answers; fixedTermsFor: readonly string[] },
): { rows: Row[]; problems: Problems } {
  const problems: Problems = {};
  const may = picksFor(kind, people).map(({ value }) => value);
  const settled = rows.map((row, at) => {
    const refuse = (name: string, key: string) => {
      problems[fieldName(kind, at, name)] = { key };
    };
    const after = { ...row };
    const known =
      kind === 'attendance' ? people.named.find(({ id }) => row.who === `participant-${id}`) : undefined;
    const isTyped = kind === 'witnesses' && row.who === 'typed';
    if (!isBlank(row.who) && !known && !isTyped && !may.includes(String(row.who))) {
      refuse('who', 'form.choice');
      after.who = null;
    }
    const hidden = people.hidden.find(({ id }) => row.who === `protected-${id}`);
    if (kind === 'attendance' && hidden) Object.assign(after, { role: hidden.role, name: null });
    if (known) Object.assign(after, { role: row.role ?? known.role, name: null });
    if (kind === 'witnesses') settleWitness(after, hidden, { answers, fixedTermsFor, refuse });
    return after;
  });
  const isAnybody = (row: Row) =>
    kind === 'witnesses'
      ? !isBlank(row.who)
      : kind !== 'attendance' || isBegun(kind, row, rowsOf[kind].begins);
  return { rows: settled.filter(isAnybody), problems };
}

function settleWitness(
  row: Row,
  hidden: People['hidden'][number] | undefined,
  {
    answers,
    fixedTermsFor,
    refuse,
  }: {
    answers: Answers;
    fixedTermsFor: readonly string[];
    refuse: (name: string, key: string) => void;
  },
): void {
  if (row.who !== 'typed') Object.assign(row, { label: null, named: false });
  else if (!isBlank(row.label)) {
    const why = isCode(pseudonymOf(String(row.label)))
      ? 'reports.problem.pseudonym'
      : row.named !== true
        ? 'reports.problem.named'
        : row.role === 'INJ' && fixedTermsFor.length > 0
          ? 'reports.problem.victim'
          : null;
    if (why !== null) {
      refuse('label', why);
      row.label = null;
    }
  }
  if (hidden && isBlank(row.measures)) row.measures = [...hidden.measures];
  if (isBlank(row.gist)) return;
  const isShut = isGistShut(row, answers);
  const why = isShut
    ? 'reports.problem.gist_shut'
    : fixedTermsFor.includes(String(row.who))
      ? 'reports.problem.fixed_terms'
      : null;
  if (why === null) return;
  // What stands there is locked, and nothing is said of it; other words are refused.
  if (!isShut || row.gist !== row.locked) refuse('gist', why);
  row.gist = null;
}

/**
 * True when an urgent incident is among `after` that was not urgent, or not there, `before`: the same one is in the same
 * place or happened in the same way, and rewording it is no news.
 */
export function isNewlyUrgent(before: readonly Row[], after: readonly Row[]): boolean {
  const isSame = (one: Row, other: Row) =>
    (['atTime', 'place', 'target'] as const).every((name) => one[name] === other[name]);
  return after.some(
    (row, at) =>
      row.urgent === true &&
      !before.some(
        (was, place) => was.urgent === true && was.event === row.event && (place === at || isSame(was, row)),
      ),
  );
}

/**
 * Who is expected: everybody of the case with a part in the courtroom on that day, as the last report knew them, and
 * present; of somebody tried in absence nothing is said beforehand.
 */
export function firstAttendance(
  everybody: readonly (People['named'][number] & {
    custody: string | null;
    inAbsentia: boolean | null;
    forId: number | null;
    counselKind: string | null;
  })[],
  day: string,
  before: readonly Row[],
): Row[] {
  const there = everybody.filter(
    ({ role, sinceOn, untilOn }) =>
      expected.includes(role) && sinceOn <= day && (untilOn === null || untilOn >= day),
  );
  const known = expected.flatMap((role) =>
    there
      .filter((one) => one.role === role)
      .map((one): Row => {
        const who = `participant-${one.id}`;
        const last = before.find((row) => row.who === who);
        const row = { who, role, status: one.inAbsentia ? (last?.status ?? null) : 'present' };
        if (role !== 'ACC') return row;
        const counsel = there.find(({ forId, role: own }) => own === 'DEF' && forId === one.id)?.counselKind;
        return {
          ...row,
          custody: last?.custody ?? (one.custody === 'unknown' ? null : one.custody),
          counsel: last?.counsel ?? counsel ?? null,
        };
      }),
  );
  const added = before.filter((row) => !isBlank(row.name) && isBlank(row.who));
  return [...known, ...added.map(({ role, name }) => ({ who: null, role, name, status: 'present' }))];
}

/** In the order of the courtroom; witnesses are asked about elsewhere. */
const expected: readonly NamedRole[] = ['PJ', 'PM', 'PRO', 'ACC', 'DEF', 'REP', 'VA', 'INT', 'REC'];
