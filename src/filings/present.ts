// The page before filing: what lacks with links to the fields, what is warned of, and the report in words.

import { shortDate } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { isAsked, isBlank, type Question } from '../lib/questions.js';
import { startOfDay } from '../lib/time.js';
import { fieldName, type Kind, kindsIn, rowsOf } from '../particulars/form.js';
import { knownName, nameOf } from '../particulars/present.js';
import type { People, Row } from '../particulars/rules.js';
import { questions } from '../reports/form.js';
import { headOf, missingRows } from '../reports/present.js';
import { sectionsAsked, type Whole } from '../reports/rules.js';
import { warningRows } from '../warnings/present.js';
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

/** A report in words, section by section: what was asked and answered. */
export function inWords(language: Language, whole: Whole, people: People) {
  const parts = sectionsAsked(whole.answers).map((section) => ({
    section,
    name: say(language, `reports.section.${section}`),
    rows: questions[section]
      .filter(({ name, when }) => isAsked(when, whole.answers) && !isBlank(whole.answers[name]))
      .map((question) => ({
        field: question.name,
        label: say(language, `reports.field.${question.name}`),
        value: answerIn(language, question, whole.answers[question.name]),
      })),
    groups: kindsIn(section).flatMap((kind) =>
      whole.rows[kind].length === 0
        ? []
        : [
            {
              heading: say(
                language,
                kind === 'indicators' ? 'reports.section.indicators' : `reports.rows.${kind}`,
              ),
              rows: rowsIn(language, kind, whole.rows[kind], people),
            },
          ],
    ),
  }));
  return parts.filter(({ rows, groups }) => rows.length + groups.length > 0);
}

function rowsIn(language: Language, kind: Kind, rows: readonly Row[], people: People) {
  return rows.map((row, at) => ({
    key: fieldName(kind, at, 'row'),
    title: titleIn(language, kind, row, at, people),
    facts: rowsOf[kind].questions
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
        label: say(language, `reports.row.${kind}.${question.name}`),
        value: answerIn(language, question, row[question.name]),
      })),
  }));
}

function titleIn(language: Language, kind: Kind, row: Row, at: number, people: People): string {
  if (kind === 'indicators') return say(language, `reports.indicator.${row.code}`);
  if (kind === 'attendance' && row.who) return knownName(language, row, people);
  if (kind === 'attendance' && !isBlank(row.name) && !isBlank(row.role))
    return say(language, 'reports.known', {
      name: String(row.name),
      role: say(language, `terms.roles.${row.role}`),
    });
  const name = nameOf(row.who, people) || String(row.name ?? '');
  return name || say(language, 'reports.rows.number', { number: at + 1 });
}

function answerIn(language: Language, { words, kind }: Question, value: unknown): string {
  if (kind === 'tick') return say(language, 'reports.value.yesNo.yes');
  if (kind === 'day') return shortDate(language, startOfDay(String(value)));
  if (words === undefined) return String(value);
  const codes = Array.isArray(value) ? value : [value];
  return codes.map((code) => say(language, `${words}.${code}`)).join(', ');
}
