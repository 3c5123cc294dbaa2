// The helpers a template may use: words, dates and comparisons; formatting only, never a decision.
import type { HelperOptions } from 'handlebars';
import { can } from '../access/allow.js';
import type { Action } from '../access/policy.js';
import * as format from '../i18n/format.js';
import { type Language, say, type Values } from '../i18n/index.js';
import { printDecimal } from '../lib/decimal.js';
import type { Assets } from './assets.js';

type Rooted = HelperOptions & {
  data: { root: { language: Language; actorForAccess: Parameters<typeof can>[0] } };
};

const MOST_KEPT = 500;

/** All helpers by name; the engine knows these and no others. */
export function viewHelpers(assets: Assets): Record<string, (...values: never[]) => unknown> {
  const language = (options: Rooted) => options.data.root.language;
  const kept = new Map<string, string>();
  return {
    // A part that many readers are shown alike, made once for each language and key. The key must name everything
    // that the part says; nothing about a person, no token and no date may stand in it.
    kept(this: unknown, name: string, key: string, options: Rooted) {
      const place = `${language(options)} ${name} ${key}`;
      const known = kept.get(place);
      if (known !== undefined) return known;
      if (kept.size >= MOST_KEPT) kept.clear();
      const made = options.fn(this);
      kept.set(place, made);
      return made;
    },
    t: (key: string, options: Rooted) => say(language(options), key, options.hash as Values),
    sentence: (key: string, values: Values, options: Rooted) => say(language(options), key, values),
    asset: (name: string) => assets.urlOf(name),
    date: (instant: number, options: Rooted) => format.date(language(options), instant),
    shortDate: (instant: number, options: Rooted) => format.shortDate(language(options), instant),
    longDate: (instant: number, options: Rooted) => format.longDate(language(options), instant),
    dateTime: (instant: number, options: Rooted) => format.dateTime(language(options), instant),
    time: (instant: number, options: Rooted) => format.time(language(options), instant),
    opening: (text: string | number, options: Rooted) => format.opening(language(options), String(text)),
    /** An e-mail address in the two parts between which a line may break. */
    atBreaks: (address: string) => address.split(/(?=@)/),
    fileSize: (bytes: number, options: Rooted) => format.fileSize(language(options), bytes),
    average: (tenThousandths: number, options: Rooted) =>
      printDecimal(tenThousandths, { minDecimals: 2, separator: language(options) === 'en' ? '.' : ',' }),
    can: (action: Action, options: Rooted) => can(options.data.root.actorForAccess, action),
    lookup: (from: Record<string, unknown> | undefined, key: string) => from?.[key],
    anyOf: (from: Record<string, unknown> | undefined, keys: readonly string[]) =>
      keys.some((key) => Boolean(from?.[key])),
    eq: (a: unknown, b: unknown) => a === b,
    not: (a: unknown) => !a,
    or: (...values: unknown[]) => values.slice(0, -1).some(Boolean),
    /** The last of them when all are there: a sentence stays a sentence. */
    and: (...values: unknown[]) => values.slice(0, -1).reduce((all, value) => all && value),
    has: (list: unknown, value: unknown) => (Array.isArray(list) ? list.includes(value) : list === value),
    upTo: (last: number) => Array.from({ length: last }, (_unused, index) => index + 1),
    concat: (...values: unknown[]) => values.slice(0, -1).join(''),
  };
}
