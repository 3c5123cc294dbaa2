// Dates, hours, numbers and name order as each language writes them; the one place that prints a time.
import { hour, localTime, ZONE } from '../lib/time.js';
import { type Language, localeOf, say } from './index.js';

/** The ways to write a day. */
const ways = {
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: '2-digit', month: '2-digit', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

type Written = { format: Intl.DateTimeFormat; hours: Map<number, string> };
const written = new Map<string, Written>();
const MOST_HOURS = 5000;

/**
 * A day in words, remembered by its hour: lists print the same few days over and over, and no local day changes within
 * an hour of UTC. Bounded: it is only a memory.
 */
function onDay(language: Language, way: keyof typeof ways, instant: number): string {
  const { format, hours } = writtenIn(language, way);
  const at = Math.floor(instant / hour);
  const known = hours.get(at);
  if (known !== undefined) return known;
  if (hours.size >= MOST_HOURS) hours.clear();
  const said = format.format(instant);
  const made = language === 'sr' || language === 'sr-Cyrl' ? monthInGenitive(said) : said;
  hours.set(at, made);
  return made;
}

function writtenIn(language: Language, way: keyof typeof ways): Written {
  const key = `${language}:${way}`;
  const known = written.get(key);
  if (known) return known;
  const options = { timeZone: ZONE, hourCycle: 'h23', ...ways[way] } as const;
  const made = { format: new Intl.DateTimeFormat(localeOf(language), options), hours: new Map() };
  written.set(key, made);
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
  return onDay(language, 'long', instant);
}

/** "5 November 2026" */
export function date(language: Language, instant: number): string {
  return onDay(language, 'date', instant);
}

/** "05.11.2026", for dense lists. */
export function shortDate(language: Language, instant: number): string {
  return onDay(language, 'short', instant);
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

/** Words that open a line elsewhere, within one: "optuženi saslušan". Not for names. */
export function within(language: Language, text: string): string {
  const [first = '', ...rest] = text;
  return first.toLocaleLowerCase(localeOf(language)) + rest.join('');
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
