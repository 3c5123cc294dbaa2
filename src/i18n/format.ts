// Dates, hours, numbers and name order as each language writes them; the one place that prints a time.
import { localDate, localTime, ZONE } from '../lib/time.js';
import { type Language, localeOf, say } from './index.js';

const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(
  language: Language,
  name: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language}:${name}`;
  const known = cache.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(localeOf(language), { timeZone: ZONE, hourCycle: 'h23', ...options });
  cache.set(key, made);
  return made;
}

const days = new Map<string, string>();
const MOST_DAYS = 5000;

/** A day in words, remembered: lists print the same few days over and over. Bounded: it is only a memory. */
function onDay(
  language: Language,
  name: string,
  options: Intl.DateTimeFormatOptions,
  instant: number,
): string {
  const key = `${language}:${name}:${localDate(instant)}`;
  const known = days.get(key);
  if (known !== undefined) return known;
  if (days.size >= MOST_DAYS) days.clear();
  const written = formatter(language, name, options).format(instant);
  const made = language === 'sr' || language === 'sr-Cyrl' ? monthInGenitive(written) : written;
  days.set(key, made);
  return made;
}

/** "5. novembra 2026." for the "5. novembar 2026." of Intl: a day in a Serbian sentence is a genitive. */
function monthInGenitive(day: string): string {
  return day.replace(/(?<=\. )\p{L}+(?= \d)/u, (month) =>
    /[a-z]/.test(month) ? `${month.replace(/bar$/, 'br')}a` : `${month.replace(/бар$/, 'бр')}а`,
  );
}

/** "Thursday, 5 November 2026" */
export function longDate(language: Language, instant: number): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return onDay(language, 'long', options, instant);
}

/** "5 November 2026" */
export function date(language: Language, instant: number): string {
  return onDay(language, 'date', { day: 'numeric', month: 'long', year: 'numeric' }, instant);
}

/** "05.11.2026", for dense lists. */
export function shortDate(language: Language, instant: number): string {
  return onDay(language, 'short', { day: '2-digit', month: '2-digit', year: 'numeric' }, instant);
}

/** "14:02", Prishtina time: written alike in every language we speak. */
export function time(_language: Language, instant: number): string {
  return localTime(instant);
}

/** "Thursday, 5 November 2026, 16:00 (Prishtina time)" */
export function dateTime(language: Language, instant: number): string {
  return say(language, 'form.date_time', {
    date: longDate(language, instant),
    time: time(language, instant),
  });
}

/** "10:30, Prishtina time": an hour that stands beside its day. */
export function zonedTime(language: Language, instant: number): string {
  return say(language, 'form.zoned_time', { time: time(language, instant) });
}

/** A day or an hour where it opens a line: "E hënë, 23 nëntor 2026". */
export function opening(language: Language, text: string): string {
  const [first = '', ...rest] = text;
  return first.toLocaleUpperCase(localeOf(language)) + rest.join('');
}

/** Names in the order of the language: "đ" after "dž", "ë" after "e". */
export function collator(language: Language): Intl.Collator {
  const known = collators.get(language);
  if (known) return known;
  const made = new Intl.Collator(localeOf(language));
  collators.set(language, made);
  return made;
}
const collators = new Map<Language, Intl.Collator>();

/** "1.4 MB" with the language's decimal sign. */
export function fileSize(language: Language, bytes: number): string {
  const [unit, value] = bytes < 1_000_000 ? ['kB', bytes / 1000] : ['MB', bytes / 1_000_000];
  return `${sizeFormat(language, unit === 'kB' ? 0 : 1).format(value as number)} ${unit}`;
}

const sizeFormats = new Map<string, Intl.NumberFormat>();

function sizeFormat(language: Language, maximumFractionDigits: number): Intl.NumberFormat {
  const key = `${language}:${maximumFractionDigits}`;
  const known = sizeFormats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits });
  sizeFormats.set(key, made);
  return made;
}
