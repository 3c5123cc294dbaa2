// Staff's own text of a letter: its named fields, filled in by exact name and nothing else. It is never run as code.
import { toCyrillic } from '../lib/cyrillic.js';
import { day, hour, minute } from '../lib/time.js';
import { type LetterName, type LetterRule, letterRules } from './letters.js';

export type Field = {
  name: string;
  /** A list stands on a line of its own, and becomes one line for each of its items. */
  kind: 'text' | 'list';
  /** Names nobody: may stand in a subject. */
  inSubject: boolean;
};
export type Wording = { subject: string; body: string };

/** A letter is claimed for this long; a sender that died loses it then. Longer than the longest sending. */
export const LEASE = 5 * minute;
/** Between attempts; ten attempts within five days, then it has failed. */
export const PAUSES = [minute, 5 * minute, 15 * minute, hour, 4 * hour, day, day, day, day];
/** No letter waits longer than this for its next attempt. */
export const LONGEST_PAUSE = Math.max(...PAUSES);

/** What may stand in a subject: a number of ours, the call, a day. */
const impersonal = ['reference', 'title', 'closes'];

/** Letters to applicants that staff may write in their own words per call: never sign-in and security letters. */
export const templated = (Object.entries(letterRules) as [LetterName, LetterRule][])
  .filter(([, rule]) => rule.templated && rule.audience === 'applicant' && !rule.secret && !rule.last)
  .map(([name]) => name);

/** True for the name of such a letter. */
export function isTemplated(letter: string): letter is LetterName {
  return templated.some((name) => name === letter);
}

/** The fields of a letter, in the order of its data. */
export function fieldsOf(letter: LetterName): Field[] {
  return Object.entries(shapeOf(letter)).flatMap(([name, schema]): Field[] => {
    const inSubject = impersonal.includes(name);
    if (kindOf(schema) === 'string' || kindOf(schema) === 'number')
      return [{ name, kind: 'text', inSubject }];
    const isList = kindOf(schema) === 'array' && kindOf(schema.def.element) === 'string';
    return isList ? [{ name, kind: 'list', inSubject: false }] : [];
  });
}

/** True when the standard text says other things to some readers than to others; staff's own says the same to all. */
export function hasBranches(letter: LetterName): boolean {
  return Object.values(shapeOf(letter)).some((schema) => ['boolean', 'enum'].includes(kindOf(schema) ?? ''));
}

/** True for a letter that waits until somebody releases it. */
export function isDrafted(letter: LetterName): boolean {
  return letterRules[letter].mode === 'draft';
}

/** The invented data that a sample of the letter is written with. */
export function sampleOf(letter: LetterName): Readonly<Record<string, unknown>> {
  return letterRules[letter].sample;
}

/** As much of a schema as says what kind of value it takes. */
type Schema = { def: { type: string; element?: Schema; shape?: Record<string, Schema> } };

function shapeOf(letter: LetterName): Record<string, Schema> {
  return (letterRules[letter].data as unknown as Schema).def.shape ?? {};
}

function kindOf(schema: Schema | undefined): string | undefined {
  return schema?.def.type;
}

/** A word in single braces; more braces around it make it plain text. */
const named = /(?<!\{)\{([^{}\n]{1,40})\}(?!\})/g;
const looksLikeAName = /^\s*[\p{L}_][\p{L}\p{N}_.-]*\s*$/u;

/** Names in braces in a text that are no fields of the letter. `fields` are those that may stand in it. */
export function unknownIn(text: string, fields: readonly Field[]): string[] {
  const names = [...text.matchAll(named)].map(([, name = '']) => name);
  const known = (name: string) => fields.some((field) => field.name === name);
  return [...new Set(names.filter((name) => looksLikeAName.test(name) && !known(name)))];
}

/** Fields that the text leaves out. */
export function missingIn({ subject, body }: Wording, fields: readonly Field[]): string[] {
  return fields.map(({ name }) => name).filter((name) => !`${subject}\n${body}`.includes(`{${name}}`));
}

/** True when the link is inside a sentence: there it is text, not a link. */
export function hidesLink(body: string): boolean {
  return body.includes('{link}') && !body.split('\n').some((line) => line.trim() === '{link}');
}

/**
 * Fills the fields in, in one pass: what a value says is never looked at again. `inCyrillic` writes the words around
 * the values in Cyrillic. A name that is no field stays as it was typed.
 */
export function fill(
  text: string,
  fields: readonly Field[],
  data: Readonly<Record<string, unknown>>,
  inCyrillic = false,
): string {
  const list = (name: string) =>
    fields.some((field) => field.name === name && field.kind === 'list')
      ? (data[name] as string[])
      : undefined;
  const lines = text.split('\n').flatMap((line) => {
    const items = list(/^(?:- )?\{(\w+)\}$/.exec(line.trim())?.[1] ?? '');
    return items ? items.map((item) => `- ${oneLine(item)}`) : fillLine(line, fields, data, inCyrillic);
  });
  return lines.join('\n');
}

function fillLine(
  line: string,
  fields: readonly Field[],
  data: Readonly<Record<string, unknown>>,
  inCyrillic: boolean,
): string {
  const parts: string[] = [];
  let at = 0;
  const words = (part: string) => (inCyrillic ? toCyrillic(part) : part);
  for (const { 0: whole, 1: name = '', index } of line.matchAll(named)) {
    if (!fields.some((field) => field.name === name)) continue;
    parts.push(words(line.slice(at, index)), printed(data[name]));
    at = index + whole.length;
  }
  return [...parts, words(line.slice(at))].join('');
}

function printed(value: unknown): string {
  return oneLine(Array.isArray(value) ? value.join('; ') : String(value ?? ''));
}

/** A value never begins a paragraph or a list of its own. */
function oneLine(value: string): string {
  return value.replace(/\s*[\r\n]+\s*/g, ' ');
}
