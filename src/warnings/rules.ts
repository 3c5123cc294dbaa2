// What the software warns of while a report is written and when it is filed: shown and recorded, never in the way.
// Source: monitoring rules §3.
import { readNumber } from '../cases/rules.js';
import { flaggedIn, type NearPseudonym, nearPseudonyms, speaksOfEarlier } from '../lib/flagged-words.js';
import { isAsked, isBlank } from '../lib/questions.js';
import { held, noSteps } from '../lib/report-terms.js';
import { fieldName, kinds, rowsOf } from '../particulars/form.js';
import type { Row } from '../particulars/rules.js';
import { questions, type Section } from '../reports/form.js';
import {
  delayOf,
  isSectionAsked,
  type Known,
  LATE,
  minutesBetween,
  sectionsAsked,
  type Whole,
} from '../reports/rules.js';

export type Warning = {
  code: string;
  section: Section;
  field: string;
  /** What it was found in, for whoever is writing; never kept. */
  words?: string;
};

/** What the warnings look at beside the report itself. */
export type Beside = {
  known: Known;
  scheduledOn: string;
  /** Who sat and who prosecuted last time, as "participant-7"; undefined: there is no report before. */
  last: readonly Row[] | undefined;
  pseudonyms: readonly string[];
  /** Whether a name stands in the people register, and is not of somebody in the courtroom. */
  isRegistered: (name: string) => boolean;
};

type Text = { section: Section; field: string; text: string; isFactual: boolean };

/** Every free text that is asked for, and whether it is to hold facts alone. */
function textsOf({ answers, rows }: Whole): Text[] {
  const once = sectionsAsked(answers).flatMap((section) =>
    questions[section]
      .filter(({ kind, when }) => (kind === 'text' || kind === 'long') && isAsked(when, answers))
      .map(({ name }) => ({
        section,
        field: name,
        text: String(answers[name] ?? ''),
        isFactual: !['observations', 'followUp'].includes(name),
      })),
  );
  const inRows = kinds
    .filter((kind) => isSectionAsked(rowsOf[kind].section, answers))
    .flatMap((kind) =>
      rows[kind].flatMap((row, at) =>
        rowsOf[kind].questions
          .filter(({ sealed }) => sealed)
          .map(({ name }) => ({
            section: rowsOf[kind].section,
            field: fieldName(kind, kind === 'indicators' ? String(row.code) : at, name),
            text: String(row[name] ?? ''),
            isFactual: true,
          })),
      ),
    );
  return [...once, ...inRows].filter(({ text }) => text !== '');
}

/** Everything there is to warn of, in the order of the form. */
export function warningsOf(whole: Whole, beside: Beside): Warning[] {
  const found = [
    ...inTexts(whole, beside),
    ...inTimes(whole, beside),
    ...inPeople(whole, beside),
    ...inRest(whole, beside),
  ];
  const order = sectionsAsked(whole.answers);
  return found
    .filter(({ section, field }) => order.includes(section) && isFieldAsked(section, field, whole))
    .sort((a, b) => order.indexOf(a.section) - order.indexOf(b.section));
}

/** A warning beside a question that is not asked would stand nowhere. */
function isFieldAsked(section: Section, field: string, { answers }: Whole): boolean {
  if (field.startsWith('breaks-')) return isSectionAsked('attendance', answers);
  const question = questions[section].find(({ name }) => name === field);
  return question === undefined || isAsked(question.when, answers);
}

/** What is written like the number of a case, in the letters of the courts: "PS.nr.76/19", "P 938/13", "KI131/22". */
const CASE_NUMBER =
  /(?<![\p{L}\p{N}])(?:PKR|PAKR|PS|APS|PN|PPS|PPR|KI|P(?=\.?\s*(?:nr|no|br)\b|\s?\d+\s?\/)|Pml|PML)\.?\s*(?:(?:nr|no|br)\.?\s*)?\d+(?:\s?[/-]\s?\d+)*/gu;

/** Numbers of cases in a text whose shape is none that courts use, as they are written, each once. Throws nothing. */
export function oddNumbersIn(text: string): string[] {
  const numbers = (text.match(CASE_NUMBER) ?? []).filter((written) => readNumber(written).isOdd);
  return [...new Set(numbers)];
}

/** A name as it may stand in the register when a text has it with an ending: "Agimit Shembullit". Throws nothing. */
export function spellingsOf(name: string): string[] {
  const formsOf = (word: string) =>
    word.length < 5
      ? [word]
      : [word, word.slice(0, -1), word.slice(0, -2), `${word.slice(0, -1)}a`, `${word.slice(0, -2)}a`];
  return name
    .split(' ')
    .map(formsOf)
    .reduce<string[]>(
      (whole, forms) => whole.flatMap((begun) => forms.map((form) => `${begun} ${form}`.trim())),
      [''],
    );
}

function inTexts(whole: Whole, { pseudonyms, isRegistered }: Beside): Warning[] {
  return textsOf(whole).flatMap(({ section, field, text, isFactual }): Warning[] => {
    const place = { section, field };
    const loaded = isFactual ? flaggedIn(text, 'loaded') : [];
    const guilty = flaggedIn(text, 'guilty');
    const { names, others } = nearPseudonyms(text, pseudonyms);
    const registered = names.filter(isRegistered);
    const odd = oddNumbersIn(text);
    return [
      ...(loaded.length > 0 ? [{ code: 'loaded_words', ...place, words: loaded.join(', ') }] : []),
      ...(guilty.length > 0 ? [{ code: 'guilt_settled', ...place, words: guilty.join(', ') }] : []),
      ...(registered.length > 0 ? [{ code: 'name_near', ...place, words: registered.join(', ') }] : []),
      ...(odd.length > 0 ? [{ code: 'number_odd', ...place, words: odd.join(', ') }] : []),
      ...others.map((what: NearPseudonym) => ({ code: `${what}_near`, ...place })),
    ];
  });
}

function inTimes({ answers, rows }: Whole, { known, scheduledOn }: Beside): Warning[] {
  const turned = (section: Section, from: unknown, until: unknown, field: string): Warning[] =>
    (minutesBetween(from, until) ?? 0) < 0 ? [{ code: 'end_before_start', section, field }] : [];
  const delay = isSectionAsked('attendance', answers) ? delayOf(answers, known) : null;
  const inRows = (['breaks', 'witnesses'] as const).flatMap((kind) =>
    rows[kind].flatMap((row, at) =>
      kind === 'breaks'
        ? turned('times', row.fromTime, row.untilTime, fieldName(kind, at, 'untilTime'))
        : turned('witnesses', row.startedAt, row.endedAt, fieldName(kind, at, 'endedAt')),
    ),
  );
  return [
    ...turned('outcome', answers.coveredFrom, answers.coveredUntil, 'coveredUntil'),
    ...turned('times', answers.startedAt, answers.endedAt, 'endedAt'),
    ...turned('publicity', answers.closedFrom, answers.closedUntil, 'closedUntil'),
    ...inRows,
    ...(delay !== null && delay > LATE && answers.lateCause === 'UNK'
      ? [{ code: 'late_unexplained', section: 'times' as const, field: 'lateCause' }]
      : []),
    ...(answers.nextKind === 'date' && !isBlank(answers.nextOn) && String(answers.nextOn) <= scheduledOn
      ? [{ code: 'next_not_later', section: 'next' as const, field: 'nextOn' }]
      : []),
  ];
}

/** Who sat on the panel or prosecuted, by the rows of attendance: those who were there. */
function those(rows: readonly Row[], roles: readonly string[]): string {
  return rows
    .filter(
      ({ role, status }) => roles.includes(String(role)) && ['present', 'video'].includes(String(status)),
    )
    .map(({ who, name }) => String(who ?? name))
    .sort()
    .join();
}

function inPeople({ answers, rows }: Whole, { last }: Beside): Warning[] {
  if (!last) return [];
  const differs = (roles: readonly string[]) => those(last, roles) !== those(rows.attendance, roles);
  const panel = differs(['PJ', 'PM']);
  const place = { section: 'attendance' as const };
  return [
    ...(panel && answers.panelSame === 'yes'
      ? [{ code: 'panel_changed', ...place, field: 'panelSame' }]
      : []),
    ...(!panel && answers.panelSame === 'no'
      ? [{ code: 'panel_the_same', ...place, field: 'panelSame' }]
      : []),
    ...(differs(['PRO']) && answers.prosecutorChanged !== 'yes'
      ? [{ code: 'prosecutor_changed', ...place, field: 'prosecutorChanged' }]
      : []),
  ];
}

function inRest({ answers, rows }: Whole, { known }: Beside): Warning[] {
  const facts = String(answers.facts ?? '');
  const count = (text: unknown) => (String(text ?? '').match(/\S+/g) ?? []).length;
  const mismatch = rows.witnesses.flatMap((row, at): Warning[] => {
    const spoken = speaksOfEarlier(String(row.gist ?? ''));
    const changed = row.changed === 'partly' || row.changed === 'wholly';
    const field = fieldName('witnesses', at, 'changed');
    if (spoken && row.changed === 'no') return [{ code: 'statement_unlike', section: 'witnesses', field }];
    const isFixed = known.fixedTermsFor.includes(String(row.who));
    return changed && !spoken && !isFixed && !isBlank(row.gist)
      ? [{ code: 'change_untold', section: 'witnesses', field }]
      : [];
  });
  const untold = rows.witnesses
    .map((row, at) => ({ row, field: fieldName('witnesses', at, 'contact') }))
    .filter(({ row }) => row.contact === 'yes' && rows.incidents.length === 0)
    .map(({ field }) => ({ code: 'contact_untold', section: 'witnesses' as const, field }));
  const steps = ((answers.actions ?? []) as string[]).filter((one) => !noSteps.includes(one));
  const isHeld = (held as readonly unknown[]).includes(answers.outcome);
  const at = { section: 'summary' as const };
  return [
    ...mismatch,
    ...untold,
    ...(answers.outcome === 'held_productive' && isSectionAsked('actions', answers) && steps.length === 0
      ? [{ code: 'no_step', section: 'actions' as const, field: 'actions' }]
      : []),
    ...(answers.outcome === 'held_unproductive' && isSectionAsked('actions', answers) && steps.length > 0
      ? [{ code: 'step_made', section: 'outcome' as const, field: 'outcome' }]
      : []),
    ...(isHeld && facts !== '' && count(facts) < 150
      ? [{ code: 'summary_short', ...at, field: 'facts' }]
      : []),
    ...(count(facts) > 400 ? [{ code: 'summary_long', ...at, field: 'facts' }] : []),
    ...(count(answers.observations) > 200
      ? [{ code: 'observations_long', ...at, field: 'observations' }]
      : []),
  ];
}
