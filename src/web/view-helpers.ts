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

/** All helpers by name; the engine knows these and no others. */
export function viewHelpers(assets: Assets): Record<string, (...values: never[]) => unknown> {
  const language = (options: Rooted) => options.data.root.language;
  return {
    t: (key: string, options: Rooted) => say(language(options), key, options.hash as Values),
    sentence: (key: string, values: Values, options: Rooted) => say(language(options), key, values),
    asset: (name: string) => assets.urlOf(name),
    date: (instant: number, options: Rooted) => format.date(language(options), instant),
    shortDate: (instant: number, options: Rooted) => format.shortDate(language(options), instant),
    longDate: (instant: number, options: Rooted) => format.longDate(language(options), instant),
    dateTime: (instant: number, options: Rooted) => format.dateTime(language(options), instant),
    time: (instant: number, options: Rooted) => format.time(language(options), instant),
    fileSize: (bytes: number, options: Rooted) => format.fileSize(language(options), bytes),
    average: (tenThousandths: number, options: Rooted) =>
      printDecimal(tenThousandths, { minDecimals: 2, separator: language(options) === 'en' ? '.' : ',' }),
    can: (action: Action, options: Rooted) => can(options.data.root.actorForAccess, action),
    eq: (a: unknown, b: unknown) => a === b,
    not: (a: unknown) => !a,
    or: (...values: unknown[]) => values.slice(0, -1).some(Boolean),
    and: (...values: unknown[]) => values.slice(0, -1).every(Boolean),
    has: (list: unknown, value: unknown) => (Array.isArray(list) ? list.includes(value) : list === value),
    upTo: (last: number) => Array.from({ length: last }, (_unused, index) => index + 1),
    concat: (...values: unknown[]) => values.slice(0, -1).join(''),
  };
}
