// A question as a page shows it: its words, its choices, and when it is asked, ready for the form.
import { isTextKey, type Language, say } from '../i18n/index.js';
import { type Answers, type Condition, isAsked, isBlank, type Question } from '../lib/questions.js';
import { shut } from '../lib/report-terms.js';
import { fieldName, KEY, type Kind, rowsOf } from './form.js';
import { identity, isGistShut, type People, picksFor, type Row } from './rules.js';

/** `when`: it can only be chosen then; `hidden`: not now. */
type Option = { value: string; label: string; when?: string; hidden?: boolean };

/** One field of the form. `when` is read by a script, so that a page without network knows what to ask too. */
export type Field = {
  name: string;
  kind: string;
  label: string;
  hint: string;
  value: unknown;
  error: string | undefined;
  options: Option[];
  inline: boolean;
  /** A few short words, side by side on a phone too. */
  brief: boolean;
  optional: boolean;
  hidden: boolean;
  shut: boolean;
  /** What is said in the place of a field that is shut, and when it shuts under the hand. */
  shutText: string;
  shutWhen: string;
  when: string;
  maxlength: number | undefined;
  words: number | undefined;
};

/** "outcome=cancelled|moved;coverage=full|part" */
export function whenWords(when: Condition | undefined, prefix = ''): string {
  return Object.entries(when ?? {})
    .map(([name, codes]) => `${prefix}${name}=${codes.join('|')}`)
    .join(';');
}

/** More than so many choices stand in a list that opens. */
const SIDE_BY_SIDE = 7;
/** Words a text should not exceed. Source: monitoring rules §2.11. */
const wordsMost: Readonly<Record<string, number>> = { facts: 400, observations: 200 };

/** A question in words. `labels`: the stem of the key that names it; `prefix`: what stands before its name. */
export function fieldOf(
  language: Language,
  question: Question,
  of: {
    labels: string;
    prefix?: string;
    answers: Answers;
    values: Answers;
    errors: Readonly<Record<string, string>>;
    options?: Option[];
    hint?: string;
    shut?: boolean;
    shutText?: string;
    shutWhen?: string;
    when?: string;
    /** When each of these can be chosen, by its code; the others always. */
    optionWhen?: Record<string, string>;
  },
): Field {
  const { name, kind, words, when, max, list = false, optional = false } = question;
  const field = `${of.prefix ?? ''}${name}`;
  const options =
    of.options ?? (question.of ?? []).map((value) => optionOf(language, `${words}.${value}`, value, of));
  const isList = list || kind === 'pick' || (kind === 'choice' && options.length > SIDE_BY_SIDE);
  const most = wordsMost[name];
  return {
    name: field,
    kind: isList ? 'list' : kind,
    label: say(language, `${of.labels}.${name}`),
    hint: of.hint ?? '',
    value: of.values[field],
    error: of.errors[field],
    options,
    inline: kind === 'choices' || options.every(({ label }) => label.length < 26),
    brief: kind === 'choice' && options.length <= 4 && options.every(({ label }) => label.length < 18),
    optional: optional && kind !== 'tick',
    hidden: !isAsked(when, of.answers),
    shut: of.shut ?? false,
    shutText: of.shutText ?? '',
    shutWhen: of.shutWhen ?? '',
    when: of.when ?? whenWords(when, of.prefix),
    maxlength: most === undefined && (kind === 'text' || kind === 'long') ? max : undefined,
    words: most,
  };
}

function optionOf(
  language: Language,
  label: string,
  value: string,
  { answers, optionWhen = {} }: { answers: Answers; optionWhen?: Record<string, string> },
): Option {
  const when = optionWhen[value];
  const option = { value, label: say(language, label) };
  return when === undefined ? option : { ...option, when, hidden: !isMet(when, answers) };
}

/** What `whenWords` made, met by these answers. */
function isMet(when: string, answers: Answers): boolean {
  const pairs = when.split(';').map((one) => one.split('=') as [string, string]);
  return isAsked(Object.fromEntries(pairs.map(([name, codes]) => [name, codes.split('|')])), answers);
}

/** The values of rows as the form names them. */
export function rowValues(kind: Kind, rows: readonly Row[]): Record<string, unknown> {
  return Object.fromEntries(
    rows.flatMap((row, at) =>
      Object.entries(row).map(([name, value]) => [
        fieldName(kind, kind === 'indicators' ? String(row.code) : at, name),
        value,
      ]),
    ),
  );
}

type Shown = {
  rows: readonly Row[];
  /** What stands in the fields: what was typed last, or what is stored. */
  values: Answers;
  errors: Readonly<Record<string, string>>;
  answers: Answers;
  people: People;
  fixedTermsFor: readonly string[];
};

/** What stands in a blank row at first: the usual, to be changed. Never an assessment. */
const usual: Partial<Record<Kind, Row>> = {
  witnesses: { mode: 'courtroom', interpreter: 'no', completed: 'yes' },
};

/** While the public was kept out of anything; what is written of a closed session is locked. */
const shutWhen = whenWords({ publicity: [...shut] });
/** While the public was not kept out of everything. */
const openWhen = whenWords({ publicity: ['', 'open', 'partly_closed', 'partly_private'] });

/** The rows of a kind with their fields, those that are there and spare ones. */
export function rowFields(language: Language, kind: Kind, shown: Shown) {
  const { most, spare } = rowsOf[kind];
  const typed = Object.keys(shown.values)
    .map((name) => Number(new RegExp(`^${kind}-(\\d+)-`).exec(name)?.[1] ?? -1))
    .reduce((highest, at) => Math.max(highest, at), -1);
  const count = Math.min(Math.max(shown.rows.length + spare, typed + 1), most);
  return Array.from({ length: count }, (_none, at) => rowOf(language, kind, at, shown));
}

function rowOf(language: Language, kind: Kind, at: number, shown: Shown) {
  const stored = shown.rows[at];
  const prefix = fieldName(kind, at, '');
  const row = rowNow(kind, prefix, stored ?? usual[kind] ?? {}, shown.values);
  const known = kind === 'attendance' && !isBlank(stored?.who);
  const picks = picksFor(kind, shown.people).map(({ value, name }) => ({ value, label: name }));
  const typedOption = { value: 'typed', label: say(language, 'reports.value.who.typed') };
  const values = Object.fromEntries(Object.entries(row).map(([name, value]) => [`${prefix}${name}`, value]));
  const isFixed = shown.fixedTermsFor.includes(String(row.who));
  const isShut = kind === 'witnesses' && isGistShut(row, shown.answers);
  // Of somebody the case knows the role is settled; so is whether custody and counsel are asked.
  const asked = rowsOf[kind].questions.filter(
    ({ name, when, kind: of }) =>
      !(known && identity.includes(name)) &&
      !(kind === 'attendance' && when?.role && !isAsked(when, row)) &&
      !(of === 'pick' && picks.length === 0 && kind !== 'witnesses') &&
      (name !== 'terms' || isFixed),
  );
  return {
    number: at + 1,
    isSpare: stored === undefined,
    key: { name: `${prefix}${KEY}`, value: shown.values[`${prefix}${KEY}`] ?? stored?.key ?? '' },
    /** Of somebody the case knows nothing is asked but whether they came, and who came instead. */
    isListed: known && asked.length < 3,
    known: known ? knownName(language, row, shown.people) : '',
    fields: asked
      .filter(({ name }) => name !== 'gist' || !isFixed)
      .map((question) =>
        fieldOf(language, question, {
          labels: `reports.row.${kind}`,
          prefix,
          answers: row,
          values,
          errors: shown.errors,
          ...(question.kind === 'pick'
            ? { options: kind === 'witnesses' ? [...picks, typedOption] : picks }
            : {}),
          ...(question.name === 'gist'
            ? {
                shut: isShut,
                when: isShut ? shutWhen : openWhen,
                shutText: say(language, 'reports.hint.gist_shut'),
                shutWhen: whenWords({ publicity: ['closed'] }),
                hint: say(language, 'reports.hint.gist'),
              }
            : {}),
          ...(question.when?.role ? { when: '' } : {}),
          ...(question.name === 'terms' ? { hint: say(language, 'reports.hint.fixed_terms') } : {}),
        }),
      ),
  };
}

function rowNow(kind: Kind, prefix: string, stored: Row, values: Answers): Row {
  const typed = Object.fromEntries(
    rowsOf[kind].questions
      .map(({ name }) => [name, values[`${prefix}${name}`]] as const)
      .filter(([, value]) => value !== undefined),
  );
  return { ...stored, ...typed };
}

/** Somebody of the case with their role, as the row of attendance is headed. */
export function knownName(language: Language, row: Row, people: People): string {
  const [name, role] = [nameOf(row.who, people), `terms.roles.${row.role}`];
  return isTextKey(role) ? say(language, 'reports.known', { name, role: say(language, role) }) : name;
}

/** The name or the pseudonym that "participant-7" and "protected-3" stand for; blank for nobody of the case. */
export function nameOf(who: unknown, { named, hidden }: People): string {
  return (
    named.find(({ id }) => who === `participant-${id}`)?.name ??
    hidden.find(({ id }) => who === `protected-${id}`)?.pseudonym ??
    ''
  );
}
