// The page before filing: what lacks with links to the fields, what is warned of, and the report in words.
import { opening, shortDate, within } from '../i18n/format.js';
import { isTextKey, type Language, languages, say } from '../i18n/index.js';
import { type Answers, isAsked, isBlank, type Question } from '../lib/questions.js';
import { indicators, sections } from '../lib/report-terms.js';
import { startOfDay } from '../lib/time.js';
import { fieldName, type Kind, kinds, rowsOf } from '../particulars/form.js';
import { knownName, nameOf } from '../particulars/present.js';
import type { People, Row } from '../particulars/rules.js';
import { allQuestions, questions, sectionWhen } from '../reports/form.js';
import { headOf, missingRows } from '../reports/present.js';
import { sectionsAsked, type Whole } from '../reports/rules.js';
import { warningRows } from '../warnings/present.js';
import type { Questionnaire } from './form.js';
import type { checked } from './service.js';

type Checked = ReturnType<typeof checked>;

/** The page, ready-made. */
export function checkPage(language: Language, { shown, missing, warnings, versions }: Checked) {
  return {
    ...headOf(language, shown),
    missing: missing.length,
    parts: sectionsAsked(shown.answers).map((section) => ({
      section,
      name: say(language, `reports.section.${section}`),
      missing: missingRows(
        language,
        missing.filter((one) => one.section === section),
      ),
      warnings: warningRows(
        language,
        warnings.filter((one) => one.section === section),
      ),
    })),
    warned: warnings.length,
    attestation: say(
      language,
      shown.answers.coverage === 'full' || shown.answers.coverage === 'part'
        ? 'filings.attest.was_there'
        : 'filings.attest.from_documents',
    ),
    versions: versions.map(({ number, filedAt, by }) => ({ number, filedAt, by })),
    words: inWords(language, shown, shown.people),
  };
}

/** What is asked today. */
const today: Questionnaire = { sections, sectionWhen, questions, rows: rowsOf };

/** What heads rows where they are read: in the form some say "if there was one". */
function headingOf(kind: string): string {
  if (kind === 'indicators' || kind === 'incidents') return `reports.section.${kind}`;
  return kind === 'breaks' ? 'reports.said.breaks' : `reports.rows.${kind}`;
}

/** What a fact of a row is called where it is read: in the form some say what to do. */
function labelOf(kind: string, name: string): string {
  return kind === 'incidents' && name === 'urgent' ? 'reports.said.urgent' : `reports.row.${kind}.${name}`;
}

/** Today's questions with every word of theirs in each language, to be kept with what answers them. */
export function questionnaireNow(): Questionnaire {
  const choices = (some: readonly Question[]) =>
    some.flatMap(({ words, of = [] }) => (words === undefined ? [] : of.map((code) => `${words}.${code}`)));
  const keys = [
    ...sections.map((section) => `reports.section.${section}`),
    ...allQuestions.map(({ name }) => `reports.field.${name}`),
    ...choices(allQuestions),
    ...kinds.flatMap((kind) => [
      headingOf(kind),
      ...rowsOf[kind].questions.map(({ name }) => labelOf(kind, name)),
      ...choices(rowsOf[kind].questions),
    ]),
    ...indicators.map((code) => `reports.indicator.${code}`),
  ];
  const inEach = (key: string) =>
    Object.fromEntries(languages.map(({ code }) => [code, say(code, key)] as const));
  return { ...today, words: Object.fromEntries(keys.map((key) => [key, inEach(key)])) };
}

type Word = (key: string) => string;

/**
 * A report in words, section by section: what was asked and answered. `kept`: the questions that it answers, where they
 * are not today's.
 */
export function inWords(language: Language, whole: Whole, people: People, kept?: Questionnaire) {
  const asked = kept ?? today;
  const word: Word = (key) => kept?.words?.[key]?.[language] ?? (isTextKey(key) ? say(language, key) : key);
  const parts = asked.sections
    .filter((section) => isAsked(asked.sectionWhen[section], whole.answers))
    .map((section) => ({
      section,
      name: word(`reports.section.${section}`),
      rows: (asked.questions[section] ?? [])
        .filter(({ name, when }) => isAsked(when, whole.answers) && !isBlank(whole.answers[name]))
        .map((question) => ({
          field: question.name,
          label: word(`reports.field.${question.name}`),
          value:
            question.name === 'startedAt'
              ? beganIn(language, whole.answers)
              : answerIn(language, word, question, whole.answers[question.name]),
        })),
      groups: Object.entries(asked.rows)
        .filter(([kind, of]) => of.section === section && (whole.rows[kind as Kind] ?? []).length > 0)
        .map(([kind, of]) => ({
          heading: word(headingOf(kind)),
          rows: rowsIn(language, word, { kind: kind as Kind, ...of }, whole.rows[kind as Kind], people),
        })),
    }));
  return parts.filter(({ rows, groups }) => rows.length + groups.length > 0);
}

/** When it began, and how late that was where it is known; filings under the first list of questions do not say. */
function beganIn(language: Language, { startedAt, delay }: Answers): string {
  const time = String(startedAt);
  return typeof delay === 'number' && delay > 0
    ? say(language, 'reports.delayed', { time, minutes: delay })
    : time;
}

function rowsIn(
  language: Language,
  word: Word,
  { kind, questions: asked }: { kind: Kind; questions: readonly Question[] },
  rows: readonly Row[],
  people: People,
) {
  return rows.map((row, at) => {
    const facts = asked
      .filter(
        ({ name, when }) =>
          name !== 'who' &&
          !(kind === 'attendance' && name === 'role') &&
          isAsked(when, row) &&
          !isBlank(row[name]) &&
          row[name] !== false,
      )
      .map((question) => ({
        field: fieldName(kind, kind === 'indicators' ? String(row.code) : at, question.name),
        label: word(labelOf(kind, question.name)),
        value: answerIn(language, word, question, row[question.name]),
      }));
    return {
      key: fieldName(kind, at, 'row'),
      title:
        kind === 'indicators'
          ? word(`reports.indicator.${row.code}`)
          : titleIn(language, kind, row, at, people),
      facts,
      /** Of a row that says one thing only, that thing: its title is label enough. */
      only: facts.length === 1 ? facts[0] : undefined,
    };
  });
}

function titleIn(language: Language, kind: Kind, row: Row, at: number, people: People): string {
  if (kind === 'attendance' && row.who) return knownName(language, row, people);
  if (kind === 'attendance' && !isBlank(row.name) && !isBlank(row.role))
    return say(language, 'reports.known', {
      name: String(row.name),
      role: say(language, `terms.roles.${row.role}`),
    });
  const name = nameOf(row.who, people) || String(row.name ?? '');
  return name || say(language, 'reports.rows.number', { number: at + 1 });
}

function answerIn(language: Language, word: Word, { words, kind }: Question, value: unknown): string {
  if (kind === 'tick') return say(language, 'reports.value.yesNo.yes');
  if (kind === 'day') return shortDate(language, startOfDay(String(value)));
  if (words === undefined) return String(value);
  const codes = Array.isArray(value) ? value : [value];
  const [first = '', ...rest] = codes.map((code) => word(`${words}.${code}`));
  return [opening(language, first), ...rest.map((one) => within(language, one))].join(', ');
}
