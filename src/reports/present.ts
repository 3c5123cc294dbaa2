// The page of a report, ready-made: its sections with their fields, what each still lacks, and what was saved when.
import { titleOf } from '../cases/present.js';
import type { Theirs } from '../errors.js';
import { placeOf, whenOf } from '../hearings/present.js';
import { opening } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { type Answers, type Condition, isAsked, isBlank, type Question } from '../lib/questions.js';
import {
  type Indicator,
  indicators,
  interpretationQualities,
  languagePairs,
  sections,
  witnessActions,
} from '../lib/report-terms.js';
import { fieldName, type Kind, kindsIn, rowsOf } from '../particulars/form.js';
import { type Field, fieldOf, nameOf, rowFields, rowValues, whenWords } from '../particulars/present.js';
import { conditionsOf, indicatorsAsked, type People, type Row } from '../particulars/rules.js';
import { warningRows } from '../warnings/present.js';
import type { Warning } from '../warnings/rules.js';
import { questions, type Section, sectionWhen } from './form.js';
import {
  changedIn,
  isSectionAsked,
  lateAfter,
  type Missing,
  missingInSection,
  type Typed,
  understands,
  type Whole,
  workedOut,
} from './rules.js';
import type { Opened } from './service.js';
import type { State } from './states.js';

const tones: Record<State, string> = {
  draft: 'active',
  filed: 'wait',
  returned: 'bad',
  awaiting_second: 'wait',
  approved: 'good',
  withdrawn: 'plain',
};

/** What a section's form showed when it was posted and could not be taken, or not as it was. */
export type Posted = {
  section: Section;
  typed: Answers;
  errors: Readonly<Record<string, string>>;
  conflict?: { rows: ReturnType<typeof besideEachOther>; savedAt: number };
};

/** The head of every page about a report. */
export function headOf(language: Language, { report, hearing, against, numbers, monitors, author }: Opened) {
  return {
    id: report.id,
    url: `/my/reports/${report.id}`,
    caseTitle: titleOf({ against }, language),
    caseUrl: `/staff/cases/${hearing.caseId}`,
    numbers: numbers.join(', '),
    when: opening(language, whenOf(language, hearing)),
    where: placeOf(language, hearing),
    type: say(language, `terms.hearingTypes.${hearing.type}`),
    monitors: (monitors.length > 0 ? monitors : [author]).join(', '),
    state: say(language, `reports.state.${report.state}`),
    tone: tones[report.state],
    isOpen: report.state === 'draft' || report.state === 'returned',
    isReturned: report.state === 'returned',
    isWithdrawn: report.state === 'withdrawn',
    hearingUrl: `/my/hearings/${hearing.id}/report`,
  };
}

/** The whole page. */
export function pageOf(language: Language, shown: Opened, warnings: readonly Warning[], posted?: Posted) {
  const lacking = new Map(
    sections.map((section) => [section, missingInSection(section, shown, shown.known)] as const),
  );
  return {
    ...headOf(language, shown),
    lateAfter: lateAfter(shown.known),
    rail: railOf(language, shown),
    warned: warnedOf(language, warnings),
    sections: sections.map((section) =>
      sectionOf(
        language,
        shown,
        section,
        lacking.get(section) ?? [],
        warnings,
        posted?.section === section ? posted : undefined,
      ),
    ),
  };
}

/** The rail: each section, whether it is asked, and how much it lacks. */
export function railOf(language: Language, shown: Opened) {
  return sections.map((section) => {
    const asked = isSectionAsked(section, shown.answers);
    const count = asked ? missingInSection(section, shown, shown.known).length : 0;
    return {
      section,
      name: say(language, `reports.section.${section}`),
      when: whenWords(sectionWhen[section]),
      hidden: !asked,
      count,
      whole: say(language, 'reports.rail.whole'),
      text: count === 0 ? '' : say(language, 'reports.rail.missing', { count }),
    };
  });
}

/** What each section lacks that is asked, as links to the fields. */
export function lacksOf(language: Language, shown: Opened) {
  return sections.map((section) => ({
    section,
    missing: isSectionAsked(section, shown.answers)
      ? missingRows(language, missingInSection(section, shown, shown.known))
      : [],
  }));
}

/** What a section lacks, as links to the fields. */
export function missingRows(language: Language, missing: readonly Missing[]) {
  return missing.map(({ field, label, row, of }) => ({
    field,
    text:
      row === undefined
        ? say(language, label, of === undefined ? {} : { label: say(language, of) })
        : say(language, 'reports.missing.in_row', { number: row, label: say(language, label) }),
  }));
}

/** The warnings of each field that has some, to stand beside it. */
export function warnedOf(language: Language, warnings: readonly Warning[]): Record<string, string[]> {
  const beside: Record<string, string[]> = {};
  for (const { field, text } of warningRows(language, warnings))
    beside[field] = [...(beside[field] ?? []), text];
  return beside;
}

/** The words of the section that says when it was saved; the same after each save of its own. */
export function savedOf(language: Language, shown: Opened, section: Section, warnings: readonly Warning[]) {
  const version = shown.versions[section];
  const asked = isSectionAsked(section, shown.answers);
  return {
    section,
    version: version?.version ?? 0,
    savedAt: version?.savedAt ?? null,
    missing: asked ? missingRows(language, missingInSection(section, shown, shown.known)) : [],
    fact: section === 'times' ? delayIn(language, shown.answers) : '',
    warnings: warningRows(
      language,
      warnings.filter((one) => one.section === section),
    ),
  };
}

/** How late it began; blank where nobody knows. */
function delayIn(language: Language, { startedAt, delay }: Answers): string {
  if (typeof delay !== 'number' || isBlank(startedAt)) return '';
  return say(language, 'reports.delay', { minutes: Math.max(0, delay) });
}

const hints: readonly string[] = [
  'outcome',
  'startedAt',
  'lateCause',
  'reasonSource',
  'reasonWords',
  'panelSame',
  'facts',
  'observations',
  'followUp',
  'actions',
  'recording',
  'interpretationQuality',
  'laterDates',
  'nextTime',
];

/** When each quality may be chosen: whoever does not know both languages cannot judge. Source: monitoring rules §2.7. */
function whenJudged(languages: readonly string[] | null): Record<string, string> {
  if (languages === null) return {};
  const known = languagePairs.filter((pair) => understands(languages, pair));
  const when = whenWords({ languagePair: ['', ...known] });
  return Object.fromEntries(
    interpretationQualities.filter((one) => one !== 'not_judged').map((one) => [one, when]),
  );
}

function sectionOf(
  language: Language,
  shown: Opened,
  section: Section,
  missing: readonly Missing[],
  warnings: readonly Warning[],
  posted: Posted | undefined,
) {
  const values = posted?.typed ?? valuesOf(section, shown);
  const errors = posted?.errors ?? {};
  const typed = { ...shown.answers, ...posted?.typed };
  const answers: Answers = { ...typed, ...workedOut(typed, shown.known) };
  const fields = questions[section].map((question) =>
    fieldOf(language, question, {
      labels: 'reports.field',
      answers,
      values,
      errors,
      ...(question.name === 'interpretationQuality' ? { optionWhen: whenJudged(shown.languages) } : {}),
      ...(hints.includes(question.name) ? { hint: say(language, `reports.hint.${question.name}`) } : {}),
    }),
  );
  // What may stay unanswered does not stand in the way of the rest.
  const isMore = ({ optional }: Field) => optional && foldedIn.includes(section);
  const isWarned = ({ name }: Field) => warnings.some(({ field }) => field === name);
  return {
    ...savedOf(language, shown, section, warnings),
    name: say(language, `reports.section.${section}`),
    when: whenWords(sectionWhen[section]),
    hidden: !isSectionAsked(section, shown.answers),
    missing: missingRows(language, isSectionAsked(section, shown.answers) ? missing : []),
    help:
      section === 'witnesses' && shown.known.fixedTermsFor.length > 0
        ? say(language, 'reports.help.victims')
        : '',
    fields: fields.filter((field) => !isMore(field)),
    more: fields.filter(isMore),
    moreOpen: fields.some(
      (field) => isMore(field) && (field.error !== undefined || !isBlank(field.value) || isWarned(field)),
    ),
    indicators: section === 'indicators' ? indicatorFields(language, shown, values, errors) : [],
    groups: kindsIn(section)
      .filter((kind) => kind !== 'indicators')
      .map((kind) => groupOf(language, shown, kind, values, errors)),
    conflict: posted?.conflict ?? null,
    errorList: Object.entries(errors).map(([field, text]) => ({ field, text })),
  };
}

/** Sections with so much that is optional that it is folded away. */
const foldedIn: readonly Section[] = ['attendance', 'times', 'publicity'];
/** Rows that are mostly not needed. */
const foldedRows: readonly Kind[] = ['breaks', 'incidents', 'witnesses'];
/** What unfolds them. */
const unfoldedWhen: Partial<Record<Kind, Condition>> = { witnesses: { actions: witnessActions } };

/** When a kind of rows is asked within its section. */
const groupWhen: Partial<Record<Kind, Condition>> = {
  motions: { actions: ['motion', 'recusal', 'dismissal_request', 'objections'] },
  judgments: { actions: ['judgment', 'sentence'] },
  conduct: { conduct: ['something'] },
  breaks: sectionWhen.attendance,
};

function groupOf(
  language: Language,
  shown: Opened,
  kind: Kind,
  values: Answers,
  errors: Readonly<Record<string, string>>,
) {
  const when = groupWhen[kind];
  return {
    kind,
    heading: say(language, `reports.rows.${kind}`),
    when: whenWords(when),
    hidden: !isAsked(when, { ...shown.answers, ...values }),
    folded: foldedRows.includes(kind),
    openWhen: whenWords(unfoldedWhen[kind]),
    open:
      shown.rows[kind].length > 0 ||
      (unfoldedWhen[kind] !== undefined && isAsked(unfoldedWhen[kind], shown.answers)) ||
      Object.keys(errors).some((name) => name.startsWith(`${kind}-`)),
    most: rowsOf[kind].most,
    rows: rowFields(language, kind, {
      rows: shown.rows[kind],
      values,
      errors,
      answers: shown.answers,
      people: shown.people,
      fixedTermsFor: shown.known.fixedTermsFor,
    }),
  };
}

/** Indicators with their four answers; those that only some hearings call for are there, and hidden until then. */
function indicatorFields(
  language: Language,
  shown: Opened,
  values: Answers,
  errors: Readonly<Record<string, string>>,
): { hidden: boolean; when: string; basis: string; fields: Field[] }[] {
  const asked = indicatorsAsked({ ...shown.answers });
  return indicators.map((code: Indicator) => {
    const prefix = fieldName('indicators', code, '');
    const [answer, note] = rowsOf.indicators.questions as [Question, Question];
    const row: Row = { answer: values[`${prefix}answer`], note: values[`${prefix}note`] };
    const of = { labels: 'reports.row.indicators', prefix, answers: row, values, errors };
    return {
      hidden: !asked.includes(code),
      when: (conditionsOf(code) ?? []).map((when) => whenWords(when)).join(' or '),
      basis: say(language, `reports.basis.${code}`),
      fields: [
        { ...fieldOf(language, answer, of), label: say(language, `reports.indicator.${code}`), inline: true },
        fieldOf(language, note, { ...of, hint: say(language, 'reports.hint.note') }),
      ],
    };
  });
}

/** What stands in the fields of a section. */
export function valuesOf(section: Section, { answers, rows }: Whole): Record<string, unknown> {
  const once = Object.fromEntries(questions[section].map(({ name }) => [name, answers[name]]));
  return Object.assign(once, ...kindsIn(section).map((kind) => rowValues(kind, rows[kind])));
}

/** A question to which somebody else's answer and one's own differ. */
type Apart = { label: string; number?: number; question: Question; theirs: unknown; mine: unknown };

/** What a section says now where it differs from what was typed. */
export function differences(section: Section, shown: Whole & { people: People }, typed: Typed): Theirs {
  return apart(section, shown, typed).flatMap(({ label, question, theirs }) =>
    inWords(label, question, theirs),
  );
}

/** Both versions of a section where they differ, to be laid beside each other. */
export function besideEachOther(
  language: Language,
  section: Section,
  shown: Whole & { people: People },
  typed: Typed,
) {
  const words = (one: Apart, value: unknown) =>
    inWords(one.label, one.question, value)
      .map(({ text, textKey }) => (textKey === undefined ? text : say(language, textKey)))
      .join(', ');
  return apart(section, shown, typed).map((one) => ({
    label:
      one.number === undefined
        ? say(language, one.label)
        : say(language, 'reports.missing.in_row', { number: one.number, label: say(language, one.label) }),
    theirs: words(one, one.theirs),
    mine: words(one, one.mine),
  }));
}

function apart(section: Section, shown: Whole & { people: People }, typed: Typed): Apart[] {
  const once = changedIn(questions[section], shown.answers, { ...shown.answers, ...typed.answers }).flatMap(
    (name) => {
      const question = questions[section].find((one) => one.name === name);
      if (!question) return [];
      const [theirs, mine] = [shown.answers[name], typed.answers[name]];
      return [{ label: `reports.field.${name}`, question, theirs, mine }];
    },
  );
  return [...once, ...kindsIn(section).flatMap((kind) => rowsApart(kind, shown, typed.rows[kind] ?? []))];
}

function rowsApart(kind: Kind, shown: Whole & { people: People }, typed: readonly Row[]): Apart[] {
  const stored = shown.rows[kind];
  const isCoded = kind === 'indicators';
  const keyed = (rows: readonly Row[], at: number) =>
    isCoded ? rows.find(({ code }) => code === indicators[at]) : rows[at];
  const most = isCoded ? indicators.length : Math.max(stored.length, typed.length);
  return Array.from({ length: most }, (_none, at) => at).flatMap((at) => {
    const [before = {}, after = {}] = [keyed(stored, at), keyed(typed, at)];
    return changedIn(rowsOf[kind].questions, before, after).flatMap((name) => {
      const question = rowsOf[kind].questions.find((one) => one.name === name);
      if (!question) return [];
      const valueIn = (row: Row) => (name === 'who' ? nameOf(row.who, shown.people) : row[name]);
      const label =
        isCoded && name === 'answer' ? `reports.indicator.${indicators[at]}` : `reports.row.${kind}.${name}`;
      return [
        {
          label,
          ...(isCoded ? {} : { number: at + 1 }),
          question,
          theirs: valueIn(before),
          mine: valueIn(after),
        },
      ];
    });
  });
}

/** An answer as text, or by the keys of its words. */
function inWords(label: string, { words, kind }: Question, value: unknown): Theirs {
  if (isBlank(value) || value === false) return [{ label, text: '' }];
  if (kind === 'tick') return [{ label, text: 'yes', textKey: 'reports.value.yesNo.yes' }];
  if (words === undefined) return [{ label, text: String(value) }];
  const codes = Array.isArray(value) ? value : [value];
  return codes.map((code) => ({ label, text: String(code), textKey: `${words}.${code}` }));
}
