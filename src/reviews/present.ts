// Review in words: the queue with its facts, a report read section by section, two filings side by side.
import { reviewQuestions } from '../../db/schema/reviews.js';
import { titleOf } from '../cases/present.js';
import { inWords } from '../filings/present.js';
import { dateTime, shortDate } from '../i18n/format.js';
import { isTextKey, type Language, say } from '../i18n/index.js';
import type { Section } from '../lib/report-terms.js';
import { hour, startOfDay } from '../lib/time.js';
import { fieldNow, lastingName } from '../particulars/form.js';
import type { Rows } from '../particulars/rules.js';
import { saidOf } from '../report-documents/present.js';
import { headOf } from '../reports/present.js';
import { heldFrom } from '../reports/rules.js';
import { moves } from '../reports/states.js';
import { warningRows } from '../warnings/present.js';
import type { Warning } from '../warnings/rules.js';
import type { Row } from './queries.js';
import { differencesOf, hoursBetween, isProtected, piecesOf, type Said, TARGETS } from './rules.js';
import type { Read } from './service.js';

/** From so many hours on, days say it better. */
const LONG = 72;

/** "5 hours after the hearing (target 24)", and whether the target was missed. */
function timeFact(language: Language, key: 'filed' | 'waits', hours: number, target: number) {
  const most = target / hour;
  const text =
    hours < LONG
      ? say(language, `reviews.fact.${key}`, { hours, target: most })
      : say(language, `reviews.fact.${key}_days`, { days: Math.floor(hours / 24), target: most });
  return { text, isLate: hours >= most };
}

function lineOf(language: Language, row: Row, now: number) {
  const heldAt = heldFrom(row.scheduledOn, row.scheduledTime);
  const waits = row.state === 'filed' || row.state === 'awaiting_second';
  return {
    url: `/staff/reviews/${row.id}`,
    title: titleOf(row, language),
    day: shortDate(language, startOfDay(row.scheduledOn)),
    outcome: row.outcome === null ? '' : say(language, `reports.value.outcome.${row.outcome}`),
    author: row.author || say(language, 'register.list.erased'),
    rounds: row.rounds,
    warned: row.warned,
    filed: timeFact(language, 'filed', hoursBetween(heldAt, row.first), TARGETS.filing),
    waits: waits ? timeFact(language, 'waits', hoursBetween(row.stateAt, now), TARGETS.review) : null,
    at: row.stateAt,
  };
}

/** The queue in its parts; a part without reports is left out. */
export function queueOf(language: Language, parts: Record<string, readonly Row[]>, now: number) {
  return Object.entries(parts)
    .filter(([, rows]) => rows.length > 0)
    .map(([name, rows]) => ({
      heading: say(language, `reviews.queue.${name}`),
      rows: rows.map((row) => lineOf(language, row, now)),
    }));
}

type Comment = Read['comments'][number];

/** The name of a field as the form has it: of what is asked once, of a row with its number, of an indicator. */
function fieldLabel(language: Language, section: Section, field: string): string {
  const [, kind = '', key = '', name = ''] = /^([a-z]+)-(\w+)-(\w+)$/.exec(field) ?? [];
  const label = kind === '' ? `reports.field.${field}` : `reports.row.${kind}.${name}`;
  if (kind === 'indicators') return say(language, `reports.indicator.${key}`);
  if (!isTextKey(label)) return say(language, `reports.section.${section}`);
  if (kind === '') return say(language, label);
  return say(language, 'reports.missing.in_row', { number: Number(key) + 1, label: say(language, label) });
}

/** A comment beside the field it is about now; one about a row that is gone stands at its section, and says so. */
function placed<One extends { field: string; words: string }>(language: Language, one: One, rows: Rows): One {
  const field = fieldNow(one.field, rows);
  if (field !== null) return { ...one, field };
  return { ...one, field: '', words: say(language, 'reviews.read.gone', { words: one.words }) };
}

/** What the review said, for whoever wrote the report: decisions, all comments, and those beside each field. */
export function minePage(
  language: Language,
  comments: readonly Comment[],
  reviews: Read['reviews'],
  rows: Rows,
) {
  const last = reviews.at(-1);
  const fresh = comments
    .filter(({ publishedAt }) => publishedAt === last?.at)
    .map((one) => placed(language, one, rows));
  return {
    reviewed: reviewLines(language, reviews),
    remarks: fresh.map(({ section, field, words }) => ({
      url: field === '' ? `#section-${section}` : `#${field}`,
      label: fieldLabel(language, section, field),
      words,
    })),
    beside: Object.fromEntries(
      fresh
        .filter(({ field }) => field !== '')
        .map(({ field }) => [
          field,
          fresh.filter((one) => one.field === field).map(({ by, words }) => ({ by, words })),
        ]),
    ),
  };
}

/** What a filing says, as one list: the section, the field, its label and what stands in it. */
function saidIn(
  language: Language,
  { whole, asked }: Read['wholes'][number],
  people: Read['shown']['people'],
): Said[] {
  const words = inWords(language, whole, people, asked).flatMap(({ section, name, rows, groups }) => [
    ...rows.map(({ field, label, value }) => ({ section, name, field, label, value })),
    ...groups.flatMap(({ heading, rows: some }) =>
      some.flatMap(({ title, facts }) =>
        facts.map(({ field, label, value }) => ({
          section,
          name,
          // A row is the same one wherever it stands.
          field: lastingName(field, whole.rows),
          label: `${heading}, ${title}: ${label}`,
          value,
        })),
      ),
    ),
  ]);
  return [...words, ...saidOf(language, whole.documents ?? [])];
}

/** The page on which a report is read and decided on; `on`: the field a comment is begun about. */
export function readPage(language: Language, read: Read, on: string, typedIn = '') {
  const { shown, filings, number, wholes, comments, reviews, mayDecide, hindrance } = read;
  const { whole, asked } = wholes[0] as Read['wholes'][number];
  const { report } = shown;
  const words = inWords(language, whole, shown.people, asked);
  const beside = (field: string) =>
    comments
      .map((one) => placed(language, one, whole.rows))
      .filter((one) => one.field === field)
      .map((one) => ({
        ...one,
        isPending: one.publishedAt === null,
        removeUrl: `/staff/reviews/${report.id}/comments/${one.id}/remove`,
      }));
  const row = <One extends { field: string; label: string; value: string }>(one: One) => ({
    ...one,
    comments: beside(one.field),
  });
  const filing = filings.find((one) => one.number === number);
  const isWaiting = report.state === 'filed' || report.state === 'awaiting_second';
  const maySay = mayDecide && hindrance === null && isWaiting;
  return {
    ...headOf(language, shown),
    caseTitle: titleOf(shown, language),
    number,
    filing: filing
      ? say(language, 'reviews.read.filing', {
          number,
          when: dateTime(language, filing.filedAt),
          name: filing.by,
          questionnaire: filing.questionnaire,
        })
      : '',
    hasVersions: filings.length > 1,
    versionsUrl: `/staff/reviews/${report.id}/versions`,
    hindrance: hindrance === null ? '' : say(language, `reviews.hindrance.${hindrance}`),
    maySay,
    isApproved: report.state === 'approved',
    mayWithdraw: moves.withdraw.from.some((state) => state === report.state),
    isProtected: isProtected(whole, shown.people.hidden),
    second: report.state === 'awaiting_second',
    warnings: warningRows(language, (filing?.warnings ?? []) as Warning[]),
    sections: words.map((part) => {
      const fields = [
        ...part.rows.map(({ field, label }) => ({ value: field, label })),
        ...part.groups.flatMap(({ rows }) =>
          rows.flatMap(({ title, facts }) =>
            facts.map(({ field, label }) => ({ value: field, label: `${title}: ${label}` })),
          ),
        ),
      ];
      return {
        ...part,
        rows: part.rows.map(row),
        groups: part.groups.map((group) => ({
          ...group,
          rows: group.rows.map((one) => ({
            ...one,
            facts: one.facts.map(row),
            only: one.only && row(one.only),
          })),
        })),
        comments: beside('').filter((one) => one.section === part.section),
        options: fields,
        on: fields.some(({ value }) => value === on) ? on : '',
        isCommenting: part.section === typedIn || fields.some(({ value }) => value === on),
      };
    }),
    questions: reviewQuestions.map((name) => ({
      value: name,
      label: say(language, `reviews.question.${name}`),
    })),
    deeds: (['return', 'approve'] as const).map((deed) => ({
      value: deed,
      label: say(
        language,
        deed === 'approve' && report.state === 'filed' && isProtected(whole, shown.people.hidden)
          ? 'reviews.deed.approve_first'
          : `reviews.deed.${deed}`,
      ),
    })),
    pending: comments.filter(({ publishedAt }) => publishedAt === null).length,
    reviews: reviewLines(language, reviews),
  };
}

/** What was decided so far, newest first, as partials/_timeline takes it. */
export function reviewLines(language: Language, reviews: Read['reviews']) {
  return [...reviews].reverse().map(({ at, by, note, event, number, minutes }) => ({
    at,
    by,
    note,
    text:
      minutes === null
        ? say(language, `reviews.event.${event}`, { number })
        : say(language, 'reviews.event.with_minutes', {
            event: say(language, `reviews.event.${event}`, { number }),
            minutes,
          }),
  }));
}

/** Two filings side by side: what they say differently. */
export function comparePage(language: Language, read: Read) {
  const { shown, filings, wholes } = read;
  const [before, after] = wholes as [Read['wholes'][number], Read['wholes'][number]];
  const said = (one: Read['wholes'][number]) => saidIn(language, one, shown.people);
  const differences = differencesOf(said(before), said(after));
  const nameOf = (number: number) => {
    const filing = filings.find((one) => one.number === number);
    return say(language, 'reviews.versions.name', {
      number,
      when: dateTime(language, filing?.filedAt ?? 0),
      questionnaire: filing?.questionnaire ?? 0,
    });
  };
  return {
    ...headOf(language, shown),
    caseTitle: titleOf(shown, language),
    readUrl: `/staff/reviews/${shown.report.id}`,
    from: String(before.number),
    until: String(after.number),
    fromName: nameOf(before.number),
    untilName: nameOf(after.number),
    options: filings.map(({ number, filedAt }) => ({
      value: String(number),
      label: `${number} · ${shortDate(language, filedAt)}`,
    })),
    count: differences.length,
    parts: [...new Set(differences.map(({ name }) => name))].map((name) => ({
      name,
      rows: differences
        .filter((one) => one.name === name)
        .map((one) => ({ ...one, pieces: piecesOf(one.before, one.after) })),
    })),
  };
}
