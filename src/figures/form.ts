// Which period is looked at.
import { addDays, localDate } from '../lib/time.js';

/** Nothing of the calendar is older. */
const FIRST = 1999;
const quarters = ['1', '2', '3', '4'] as const;

/**
 * Local days, both counted; a period that is not over ends yesterday, as nobody knows yet what today came to. `year`
 * null: all there is. `isOver`: nothing more will happen in it.
 */
export type Period = {
  year: number | null;
  quarter: number | null;
  from: string;
  until: string;
  isOver: boolean;
};

/** A year, or a quarter of it, as of this instant. Throws nothing. */
export function periodOf(year: number | null, quarter: number | null, now: number): Period {
  const yesterday = addDays(localDate(now), -1);
  if (year === null) return { year, quarter: null, from: `${FIRST}-01-01`, until: yesterday, isOver: false };
  const first = quarter === null ? 1 : quarter * 3 - 2;
  const last = quarter === null ? 12 : quarter * 3;
  const two = (month: number) => String(month).padStart(2, '0');
  const from = `${year}-${two(first)}-01`;
  const end = addDays(last === 12 ? `${year + 1}-01-01` : `${year}-${two(last + 1)}-01`, -1);
  const isOver = end <= yesterday;
  return { year, quarter, from, until: isOver ? end : yesterday, isOver };
}

const yearOf = (now: number): number => Number(localDate(now).slice(0, 4));
/** Neither before there was a calendar nor after this year. */
const isKnown = (year: number, now: number): boolean => year >= FIRST && year <= yearOf(now);

/** The period an address asks for; this year where it asks for none there is. */
export function periodIn(query: Record<string, unknown>, now: number): Period {
  if (query.year === 'all') return periodOf(null, null, now);
  const typed = /^\d{4}$/.test(String(query.year)) ? Number(query.year) : 0;
  const year = isKnown(typed, now) ? typed : yearOf(now);
  const quarter = quarters.find((one) => one === query.quarter);
  return periodOf(year, quarter ? Number(quarter) : null, now);
}

/** Years that can be chosen, the newest first. */
export function yearsUntil(now: number, earliest: string | null): number[] {
  const last = yearOf(now);
  const first = Math.max(FIRST, Math.min(last, Number((earliest ?? localDate(now)).slice(0, 4))));
  return Array.from({ length: last - first + 1 }, (_, at) => last - at);
}

/** "2025", or "2026-3" for a quarter of it. */
export const codeOf = ({ year, quarter }: Period): string => (quarter ? `${year}-${quarter}` : String(year));

/** The period of such a code; undefined for what is none. */
export function periodOfCode(code: string, now: number): Period | undefined {
  const [, year, quarter] = /^(\d{4})(?:-([1-4]))?$/.exec(code) ?? [];
  if (year === undefined || !isKnown(Number(year), now)) return undefined;
  return periodOf(Number(year), quarter ? Number(quarter) : null, now);
}
