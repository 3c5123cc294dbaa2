// What staff may ask and send about letters: which to list, a corrected address, other words, and which to release.
import { z } from 'zod';
import { languageCodes } from '../../db/schema/people.js';
import { email, integer, longText, text } from '../lib/fields.js';
import type { Filter } from './queries.js';

/** A button that needs nothing but itself. */
export const NoForm = z.object({});

/** `copies`: how many times it had been sent again when the page was shown. */
export const ReaddressForm = z.object({
  email: email({ required: true }),
  copies: integer({ min: 0, required: true }),
});

/** How long a letter's subject and text may be, in UTF-16 units. */
export const SUBJECT_MOST = 120;
export const TEXT_MOST = 12_000;

/** The words of a draft, and the version of them that was read. */
export const EditForm = z.object({
  version: integer({ min: 1, required: true }),
  subject: text({ max: SUBJECT_MOST, min: 3, required: true }),
  text: longText({ max: TEXT_MOST, min: 20, required: true }),
});

/** A button about the version of a draft that was read. */
export const VersionForm = z.object({ version: integer({ min: 1, required: true }) });

/** The ticked letters, each with the version of its words that was on the page: "12.3". */
export const ReleaseForm = z.object({
  letter: z
    .unknown()
    .transform((raw) => (Array.isArray(raw) ? raw : raw === undefined ? [] : [raw]))
    .pipe(
      z
        .array(
          z
            .string()
            .regex(/^\d{1,15}\.\d{1,9}$/, 'form.invalid')
            .transform((pair) => {
              const [id = 0, version = 0] = pair.split('.').map(Number);
              return { id, version };
            }),
        )
        .min(1, 'mail.release.none_ticked'),
    ),
});

/** In an address: letters whose act is not known. */
const NO_ACT = 'none';

/** The filters in the address of a list; what is not understood narrows nothing. */
export function readFilter(query: Record<string, unknown>): Filter {
  const word = (name: string, pattern: RegExp) => {
    const value = query[name];
    return typeof value === 'string' && pattern.test(value) ? value : undefined;
  };
  const call = word('call', /^\d{1,15}$/);
  const language = word('language_of', /./);
  return {
    letter: word('kind', /^[a-z][a-z-]{0,60}$/),
    language: languageCodes.find((code) => code === language),
    callId: call === undefined ? undefined : Number(call),
    groupId: query.group === NO_ACT ? null : word('group', /^[\w-]{1,64}$/),
    edited: word('edited', /^yes$/) === undefined ? undefined : true,
    ids: readIds(word('only', /^\d{1,15}$/)),
  };
}

function readIds(only: string | undefined): number[] | undefined {
  return only === undefined ? undefined : [Number(only)];
}

/** The same filters as fields of an address or a form. */
export function fieldsOf(filter: Filter): { name: string; value: string }[] {
  const all: Record<string, string | number | undefined> = {
    kind: filter.letter,
    language_of: filter.language,
    call: filter.callId,
    group: filter.groupId === null ? NO_ACT : filter.groupId,
    edited: filter.edited ? 'yes' : undefined,
    only: filter.ids?.[0],
  };
  return Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: String(value) }],
  );
}

/** The same filters as an address says them, `more` before them: "?state=draft&kind=…". */
export function queryOf(filter: Filter, more: Record<string, string | number> = {}): string {
  const said: [string, string][] = [
    ...Object.entries(more).map(([name, value]): [string, string] => [name, String(value)]),
    ...fieldsOf(filter).map(({ name, value }): [string, string] => [name, value]),
  ];
  return said.length === 0 ? '' : `?${new URLSearchParams(said)}`;
}
