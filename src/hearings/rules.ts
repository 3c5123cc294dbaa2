// The days of a calendar, and what a hearing clashes with: pure.
import { addDays, localDate, startOfDay } from '../lib/time.js';

export type View = 'month' | 'week' | 'list';

/** Monday of the week a local day is in. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

/** The first day of a month, of the local day `day`. */
export function firstOfMonth(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** The first of the month `n` months later. */
export function monthLater(day: string, n: number): string {
  const at = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + n, 1));
  return at.toISOString().slice(0, 10);
}

/** Days between two local days, both counted. */
export function daysBetween(from: string, until: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The days a view shows: whole weeks for a month, seven days, or thirty from the day on. Local days, both counted. */
export function spanOf(view: View, day: string): { from: string; until: string } {
  if (view === 'week') return { from: mondayOf(day), until: addDays(mondayOf(day), 6) };
  if (view === 'list') return { from: day, until: addDays(day, 29) };
  const last = addDays(monthLater(day, 1), -1);
  return { from: mondayOf(firstOfMonth(day)), until: addDays(mondayOf(last), 6) };
}

/** The day the view before and the one after stand on. */
export function besides(view: View, day: string): { previous: string; next: string } {
  if (view === 'month') return { previous: monthLater(day, -1), next: monthLater(day, 1) };
  const width = view === 'week' ? 7 : 30;
  return { previous: addDays(day, -width), next: addDays(day, width) };
}

/** The local day of an instant; the day typed when it is one. Throws nothing. */
export function dayOr(typed: unknown, now: number): string {
  if (typeof typed !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(typed)) return localDate(now);
  try {
    startOfDay(typed);
    return typed >= '1999-01-01' && typed <= '2199-12-31' ? typed : localDate(now);
  } catch {
    return localDate(now);
  }
}

/** Between the accused as a case is called, and what stands for those it does not name. */
const between = /\s*[,;]\s*|\s+(?:dhe|i|and|и)\s+/u;
const others = /^(?:të tjer|tjer|drug|ostal|other|друг|остал)/iu;

/**
 * What a case is called where there is little room: the surname of whom it names first and how many more,
 * "Shembulli +2"; with "and others", "Shembulli +". Initials stay whole. Throws nothing.
 */
export function shortOf(against: string): string {
  const parts = against.split(between).filter((part) => part !== '');
  const named = parts.filter((part) => !others.test(part));
  const first = named[0] ?? against;
  const surname = first.endsWith('.') ? first : (first.split(/\s+/u).at(-1) ?? first);
  if (named.length < parts.length) return `${surname} +`;
  return named.length > 1 ? `${surname} +${named.length - 1}` : surname;
}
