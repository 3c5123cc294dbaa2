// Owns what a form field may hold: zod builders for the text that HTML forms send, with keys for problems.
import { z } from 'zod';
import { parseDecimal } from './decimal.js';
import { isLocalDate, isLocalTime } from './time.js';

/** Every message key a field can answer with; `min` and `max` stand in the issue's `params`. */
export const fieldProblems = [
  'form.required',
  'form.tick',
  'form.too_long',
  'form.too_short',
  'form.characters',
  'form.invalid',
  'form.choice',
  'form.integer',
  'form.decimal',
  'form.decimal_precise',
  'form.range',
  'form.at_least',
  'form.date',
  'form.time',
  'form.email',
  'form.phone',
] as const;

type Limits = { min?: number | undefined; max?: number | undefined };
type Need<Required extends boolean, T> = Required extends true ? T : T | null;
type Field<Required extends boolean, T> = z.ZodType<Need<Required, T>, unknown>;
type Asked<Required extends boolean> = { required?: Required };

class Refused {
  readonly key: string;
  readonly limits: Limits;
  constructor(key: string, limits: Limits = {}) {
    this.key = key;
    this.limits = limits;
  }
}

function schema<T>(read: (raw: unknown) => T | Refused): z.ZodType<T, unknown> {
  return z
    .unknown()
    .optional()
    .transform((raw, ctx): T => {
      const value = read(raw);
      if (!(value instanceof Refused)) return value;
      ctx.addIssue({ code: 'custom', message: value.key, params: { ...value.limits } });
      return z.NEVER;
    });
}

// Control signs, direction overrides that make text read other than it is, and broken halves of letters.
const forbidden = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;
const forbiddenInLines = /[\p{Cs}\u202a-\u202e\u2066-\u2069]|(?![\n\t])\p{Cc}/u;
const invisible = /^[\s\p{Cf}]*$/u;

/** A field made of one piece of text. Blank, absent or invisible is null, or `blank`. */
function typed<Required extends boolean, T>(
  required: Required | undefined,
  lines: boolean,
  read: (text: string) => T | Refused,
  blank = 'form.required',
): Field<Required, T> {
  return schema<T | null>((raw) => {
    if (raw !== undefined && raw !== null && typeof raw !== 'string') return new Refused('form.invalid');
    const unified = (raw ?? '').normalize('NFC').replace(/\r\n?/g, '\n');
    const text = (lines ? unified : unified.replace(/[\n\t]+/g, ' ')).trim();
    if (invisible.test(text)) return required ? new Refused(blank) : null;
    if ((lines ? forbiddenInLines : forbidden).test(text)) return new Refused('form.characters');
    return read(text);
  }) as Field<Required, T>;
}

function measured({ min = 0, max }: { min?: number; max: number }) {
  return (text: string) => {
    if (text.length > max) return new Refused('form.too_long', { max });
    return text.length < min ? new Refused('form.too_short', { min }) : text;
  };
}

/**
 * One line of text, trimmed, in NFC; a line break becomes a space. `min` and `max` count UTF-16 units, as
 * maxlength does. Blank is null unless required.
 */
export function text<const R extends boolean = false>(
  options: { max: number; min?: number } & Asked<R>,
): Field<R, string> {
  return typed(options.required, false, measured(options));
}

/** Text of several lines, as `text`, but line breaks (as \n) and tabs are kept. */
export function longText<const R extends boolean = false>(
  options: { max: number; min?: number } & Asked<R>,
): Field<R, string> {
  return typed(options.required, true, measured(options));
}

/** One of the given values (radio buttons, select). Blank is null, or 'form.choice' when one is required. */
export function choice<const V extends string, const R extends boolean = false>(
  values: readonly V[],
  options: Asked<R> = {},
): Field<R, V> {
  const chosen = (text: string) => values.find((value) => value === text) ?? new Refused('form.choice');
  return typed<R, V>(options.required, false, chosen, 'form.choice');
}

/** A box: 'on' is true, absent is false; a required box must be ticked. */
export function checkbox(options: { required?: boolean } = {}): z.ZodType<boolean, unknown> {
  return schema((raw) => {
    if (raw === 'on') return true;
    if (raw !== undefined && raw !== null && raw !== '') return new Refused('form.invalid');
    return options.required ? new Refused('form.tick') : false;
  });
}

/** Any number of the given values (boxes of one name), each once, in the order given here. */
export function choices<const V extends string>(
  values: readonly V[],
  options: { required?: boolean } = {},
): z.ZodType<V[], unknown> {
  return schema((raw) => {
    const sent = several(raw);
    if (sent.some((value) => !values.includes(value as V))) return new Refused('form.choice');
    if (sent.length === 0 && options.required) return new Refused('form.choice');
    return values.filter((value) => sent.includes(value));
  });
}

/** Ids in an address, from boxes of one name: each once, in the order sent; whatever is no id is left out. */
export function readIds(raw: unknown): number[] {
  return [...new Set(several(raw).flatMap((one) => idOf(one) ?? []))];
}

/** Ids of ticked boxes of one name, each once, in the order sent. Fewer than `least` is the problem `few`. */
export function ids({ least, few }: { least: number; few: string }): z.ZodType<number[], unknown> {
  return schema((raw) => {
    const read = several(raw).map(idOf);
    const known = [...new Set(read.filter((id) => id !== undefined))];
    if (read.includes(undefined)) return new Refused('form.invalid');
    return known.length < least ? new Refused(few) : known;
  });
}

/** What one name was sent with, once or several times. */
function several(raw: unknown): unknown[] {
  return (Array.isArray(raw) ? raw : [raw]).filter((one) => one !== undefined && one !== null && one !== '');
}

function idOf(raw: unknown): number | undefined {
  return typeof raw === 'string' && /^[1-9]\d{0,14}$/.test(raw) ? Number(raw) : undefined;
}

function within(value: number, { min, max }: Limits): number | Refused {
  const outside = (min !== undefined && value < min) || (max !== undefined && value > max);
  const key = max === undefined ? 'form.at_least' : 'form.range';
  return outside ? new Refused(key, { min, max }) : value;
}

/** A whole number in digits, within `min` and `max`. Blank is null unless required, never 0. */
export function integer<const R extends boolean = false>(
  options: { min?: number; max?: number } & Asked<R> = {},
): Field<R, number> {
  return typed(options.required, false, (text) =>
    /^-?\d{1,15}$/.test(text) ? within(Number(text) + 0, options) : new Refused('form.integer'),
  );
}

/** The id of one thing out of a list or radio buttons, required: blank is 'form.choice', as nothing was to be typed. */
export function chosenId(): Field<true, number> {
  return typed<true, number>(true, false, (text) => idOf(text) ?? new Refused('form.choice'), 'form.choice');
}

/** A decimal such as "7,5", in ten-thousandths, as are `min` and `max`. Blank is null unless required. */
export function decimal<const R extends boolean = false>(
  options: { min?: number; max?: number } & Asked<R> = {},
): Field<R, number> {
  return typed<R, number>(options.required, false, (text) => {
    const read = parseDecimal(text);
    if ('tenThousandths' in read) return within(read.tenThousandths, options);
    return new Refused(read.problem === 'too_precise' ? 'form.decimal_precise' : 'form.decimal');
  });
}

/** Days outside of these are slips of the finger, and no calendar reckons with them. */
const [FIRST_DAY, LAST_DAY] = ['1900-01-01', '2199-12-31'];

/** A local day 'YYYY-MM-DD' that exists, from 1900 to 2199. Blank is null unless required. */
export function isoDate<const R extends boolean = false>(options: Asked<R> = {}): Field<R, string> {
  return typed<R, string>(options.required, false, (text) =>
    isLocalDate(text) && text >= FIRST_DAY && text <= LAST_DAY ? text : new Refused('form.date'),
  );
}

/** A local time, given back as 'HH:MM'; "9:30" and "9.30" are read too. Blank is null unless required. */
export function localTime<const R extends boolean = false>(options: Asked<R> = {}): Field<R, string> {
  return typed<R, string>(options.required, false, (text) => {
    const time = text.replace('.', ':').padStart(5, '0');
    return isLocalTime(time) ? time : new Refused('form.time');
  });
}

const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const mailbox = new RegExp(`^(?=.{1,64}@)${atom}(?:\\.${atom})*@(?:${label}\\.)+(?=[a-z])${label}$`);
const EMAIL_MAX = 254;

/** An e-mail address, all in lower case, at most 254 letters. Blank is null unless required. */
export function email<const R extends boolean = false>(options: Asked<R> = {}): Field<R, string> {
  return typed<R, string>(options.required, false, (text) => {
    const address = text.toLowerCase();
    if (address.length > EMAIL_MAX) return new Refused('form.email', { max: EMAIL_MAX });
    return mailbox.test(address) ? address : new Refused('form.email');
  });
}

/**
 * A telephone number of 6 to 15 digits, given back without blanks: "+38344123456" or "044123456".
 * A leading 00 becomes +, "(0)" behind a country code goes. Blank is null unless required.
 */
export function phone<const R extends boolean = false>(options: Asked<R> = {}): Field<R, string> {
  return typed<R, string>(options.required, false, (text) => {
    const bare = text
      .replace(/^(\+|00)(.*)\(0\)/, '$1$2')
      .replace(/[\s()./\u2010-\u2015-]/g, '')
      .replace(/^00/, '+');
    return /^\+?\d{6,15}$/.test(bare) ? bare : new Refused('form.phone');
  });
}

/** So many characters may be searched for: a name with all its spellings fits. */
export const SEARCH_MOST = 100;

/** An id from an address or a query; 0, which nothing has, when it is none. Throws nothing. */
export function idIn(raw: unknown): number {
  return idOf(raw) ?? 0;
}
