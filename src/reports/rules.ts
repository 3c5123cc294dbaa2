// What a report still lacks, section by section: pure, over answers in the open.
import type { caseDocumentKinds, documentLevels } from '../../db/schema/case-documents.js';
import {
  type Answers,
  isAsked,
  isBlank,
  type Problems,
  type Question,
  readAnswers,
  unanswered,
} from '../lib/questions.js';
import { type Indicator, languagePairs, sections, witnessActions } from '../lib/report-terms.js';
import type { HearingType } from '../lib/terms.js';
import { hour, type Instant, toInstant } from '../lib/time.js';
import { type Kind, kindsIn, rowsOf } from '../particulars/form.js';
import {
  indicatorsAsked,
  missingIn,
  type People,
  type Row,
  type Rows,
  readRows,
  settledRows,
} from '../particulars/rules.js';
import { questions, type Section, sectionWhen } from './form.js';

/** A document obtained at the hearing, as a filing lists it; `sha256` says which bytes it was. */
export type Listed = {
  id: number;
  name: string;
  kind: (typeof caseDocumentKinds)[number];
  level: (typeof documentLevels)[number];
  datedOn: string | null;
  type: 'pdf' | 'docx';
  bytes: number;
  sha256: string;
};

/** A report in the open: what is asked once, the rows, and, once filed, what was obtained (of filings before 2026-11-27 not kept). */
export type Whole = { answers: Answers; rows: Rows; documents?: readonly Listed[] };

/** What a rule has to know of the case beside the report. */
export type Known = {
  /** Those of the case who are protected for sexual violence, as "protected-3": fixed terms stand for the gist. */
  fixedTermsFor: readonly string[];
  /** 'HH:MM', blank where the court named none. */
  scheduledTime: string;
};

/** A place in the form that must be filled: its field, the key of its name, in which row it is, and what it is a note of. */
export type Missing = { section: Section; field: string; label: string; row?: number; of?: string };

/** True when a section is asked at all. Blank outcome: only what comes first. */
export function isSectionAsked(section: Section, answers: Answers): boolean {
  return isAsked(sectionWhen[section], answers);
}

/** The sections that are asked, in their order. */
export function sectionsAsked(answers: Answers): Section[] {
  return sections.filter((section) => isSectionAsked(section, answers));
}

/** A report should be there so long after its hearing. Source: monitoring rules §4. */
export const TARGET = 24 * hour;

/** From when on the time for the report of a hearing runs; without an hour, from the end of the day's sittings. */
export function heldFrom(scheduledOn: string, scheduledTime: string): Instant {
  return toInstant(scheduledOn, scheduledTime || '16:00');
}

/** Minutes between two local times of one day; null where one is missing. */
export function minutesBetween(from: unknown, until: unknown): number | null {
  if (isBlank(from) || isBlank(until)) return null;
  const minutes = (time: unknown) => {
    const [hours = 0, rest = 0] = String(time).split(':').map(Number);
    return hours * 60 + rest;
  };
  return minutes(until) - minutes(from);
}

/** More than this is late and has a cause. Source: monitoring rules §2.2. */
export const LATE = 15;

/** Minutes a hearing began after its hour; null where the hour is not known. */
export function delayOf(answers: Answers, { scheduledTime }: Known): number | null {
  return minutesBetween(scheduledTime, answers.startedAt);
}

/** What is worked out of the answers, and asked of nobody: by how many minutes it began late, and whether that is late. */
export function workedOut(answers: Answers, known: Known): { delay: number | null; late: 'yes' | 'no' } {
  const delay = delayOf(answers, known);
  return { delay, late: (delay ?? 0) > LATE ? 'yes' : 'no' };
}

/** The local time after which a hearing began late, 'HH:MM'; blank where the court named none. */
export function lateAfter({ scheduledTime }: Known): string {
  const minutes = minutesBetween('00:00', scheduledTime);
  if (minutes === null) return '';
  const [hours, rest] = [Math.floor((minutes + LATE) / 60), (minutes + LATE) % 60];
  return `${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** Everything that must be there before a report can be filed, in the order of the form. */
export function missingOf(whole: Whole, known: Known): Missing[] {
  return sectionsAsked(whole.answers).flatMap((section) => missingInSection(section, whole, known));
}

/** What a section still lacks. */
export function missingInSection(section: Section, { answers, rows }: Whole, known: Known): Missing[] {
  const place = (name: string): Missing => ({ section, field: name, label: `reports.field.${name}` });
  const once = unanswered(questions[section], answers).map(place);
  const inRows = kindsIn(section).flatMap((kind): Missing[] => {
    if (kind === 'indicators')
      return indicatorsAsked(answers).flatMap((code) => missingOfIndicator(code, rows.indicators));
    return rows[kind].flatMap((row, at) =>
      missingIn(kind, row, answers, known.fixedTermsFor.includes(String(row.who))).map((name) => ({
        section,
        field: `${kind}-${at}-${name}`,
        label: `reports.row.${kind}.${name}`,
        row: at + 1,
      })),
    );
  });
  return [...once, ...inRows, ...missingRows(section, { answers, rows })];
}

/** An indicator without an answer, or a "No" without what happened. Source: monitoring rules §2.8. */
function missingOfIndicator(code: Indicator, rows: readonly Row[]): Missing[] {
  const label = `reports.indicator.${code}`;
  const { answer, note } = rows.find((row) => row.code === code) ?? {};
  const place = (name: string) => ({ section: 'indicators' as const, field: `indicators-${code}-${name}` });
  if (isBlank(answer)) return [{ ...place('answer'), label }];
  return answer === 'no' && isBlank(note)
    ? [{ ...place('note'), label: 'reports.missing.note', of: label }]
    : [];
}

/** Rows without which a section says nothing. */
function missingRows(section: Section, { answers, rows }: Whole): Missing[] {
  const [first] = kindsIn(section);
  const lacks = (kind: keyof Rows, what: string): Missing[] => [
    { section, field: `${kind}-0-${rowsOf[kind].begins}`, label: `reports.missing.${what}` },
  ];
  const did = (codes: readonly string[]) => isAsked({ actions: codes }, answers);
  if (section === 'witnesses' && did(witnessActions) && rows.witnesses.length === 0)
    return lacks('witnesses', 'no_witness');
  if (section === 'actions' && did(['judgment']) && rows.judgments.length === 0)
    return lacks('judgments', 'no_judgment');
  if (section === 'conduct' && answers.conduct === 'something' && first && rows[first].length === 0)
    return lacks('conduct', 'no_event');
  return [];
}

/** Which of two sets of answers differ, by the questions' names. */
export function changedIn(asked: readonly Question[], before: Answers, after: Answers): string[] {
  const text = (value: unknown) => (isBlank(value) ? '' : JSON.stringify(value));
  return asked.map(({ name }) => name).filter((name) => text(before[name]) !== text(after[name]));
}

type Hearing = { type: HearingType; courtroom: string; languages: readonly string[] };

/** What is known before anything is answered: from the calendar, who writes, and the last report of the case. */
export function firstAnswers(of: {
  hearing: Hearing;
  /** Whether who begins it goes there; staff who do not write from documents. */
  goes: boolean;
  sessionNumber: number;
  language: 'sq' | 'sr' | 'en';
  /** Those whoever begins it understands; null: nobody asked. */
  languages: readonly string[] | null;
  before: Answers | undefined;
}): Answers {
  const { hearing, goes, sessionNumber, language, languages, before } = of;
  const judged = (pair: unknown) =>
    understands(languages, pair) ? {} : { interpretationQuality: 'not_judged' as const };
  const pair = hearing.languages.length === 2 ? [...hearing.languages].sort().reverse().join('-') : null;
  const known = {
    coverage: goes ? ('full' as const) : ('not_covered' as const),
    mode: goes ? ('in_person' as const) : ('documents' as const),
    hearingType: hearing.type,
    courtroom: hearing.courtroom || null,
    sessionNumber,
    reportLanguage: language,
  };
  if (before?.interpretation === 'yes') {
    const { interpretation, interpretedFor, languagePair, interpretationBy, interpretationMode } = before;
    return {
      ...known,
      interpretation,
      interpretedFor,
      languagePair,
      interpretationBy,
      interpretationMode,
      ...judged(languagePair),
    };
  }
  const languagePair = languagePairs.find((one) => pair !== null && sameLanguages(one, pair));
  return languagePair ? { ...known, interpretation: 'yes', languagePair, ...judged(languagePair) } : known;
}

const sameLanguages = (one: string, other: string) =>
  one.split('-').sort().join() === other.split('-').sort().join();

/** Whether somebody who understands these languages (null: nobody asked) can judge what is said in this pair of them. */
export function understands(languages: readonly string[] | null, pair: unknown): boolean {
  if (languages === null || isBlank(pair)) return true;
  return String(pair)
    .split('-')
    .every((one) => languages.includes(one));
}

/** What a form sent for one section. */
export type Typed = {
  answers: Record<string, unknown>;
  rows: Partial<Record<Kind, Row[]>>;
  problems: Problems;
};

/** Reads what was typed in a section; what cannot be read keeps what stood there and is told. */
export function typedIn(section: Section, posted: Answers, before: Whole): Typed {
  const read = readAnswers(questions[section], posted);
  const rows: Typed['rows'] = {};
  let problems = read.problems;
  for (const kind of kindsIn(section)) {
    const typed = readRows(kind, posted, before.rows[kind]);
    rows[kind] = typed.rows;
    problems = { ...problems, ...typed.problems };
  }
  return { answers: read.answers, rows, problems };
}

/** What the rules enforce, whatever was typed. `languages`: those who writes understands; null: nobody asked. */
export function settled(
  typed: Typed,
  shown: Whole & { people: People; known: Known },
  languages: readonly string[] | null,
): Typed {
  const answers = { ...typed.answers };
  if ('interpretationQuality' in answers && answers.interpretation === 'yes')
    if (!understands(languages, answers.languagePair)) answers.interpretationQuality = 'not_judged';
  let problems = typed.problems;
  const rows: Typed['rows'] = {};
  for (const [kind, some] of Object.entries(typed.rows) as [Kind, Row[]][]) {
    const about = { ...shown, answers: { ...shown.answers, ...answers }, ...shown.known };
    const one = settledRows(kind, some, about);
    rows[kind] = one.rows;
    problems = { ...problems, ...one.problems };
  }
  return { answers, rows, problems };
}
