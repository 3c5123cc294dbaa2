// Owns time: instants in UTC, local days and hours of Prishtina, working days, deadlines with grace.

/** Milliseconds since 1970 in UTC. */
export type Instant = number;

/** The time-zone database has no Prishtina; Belgrade keeps the same clocks. */
export const ZONE = 'Europe/Belgrade';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

const wallClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
});

/** Clocks change on whole hours of UTC, so one answer holds for an hour. Bounded: it is only a memory. */
const offsets = new Map<number, number>();

/** Milliseconds that the local clock is ahead of UTC. */
function offsetAt(instant: Instant): number {
  const startOfHour = Math.floor(instant / hour) * hour;
  const known = offsets.get(startOfHour);
  if (known !== undefined) return known;
  const part: Record<string, number> = {};
  for (const { type, value } of wallClock.formatToParts(startOfHour)) part[type] = Number(value);
  const wall = Date.UTC(part.year ?? 0, (part.month ?? 0) - 1, part.day ?? 0, part.hour ?? 0);
  const offset = wall - startOfHour;
  if (offsets.size >= 20_000) offsets.clear();
  offsets.set(startOfHour, offset);
  return offset;
}

/** The local wall clock at an instant as 'YYYY-MM-DDTHH:MM:SS.mmmZ', where the Z is a lie. */
function wallText(instant: Instant): string {
  const text = new Date(instant + offsetAt(instant)).toISOString();
  if (text.length !== 24) throw new RangeError('only the years 0 to 9999 are dates here');
  return text;
}

/** The local day 'YYYY-MM-DD' at an instant. Throws RangeError when the instant is no time. */
export function localDate(instant: Instant): string {
  return wallText(instant).slice(0, 10);
}

/** The local time 'HH:MM' at an instant; seconds are cut. Throws RangeError when the instant is no time. */
export function localTime(instant: Instant): string {
  return wallText(instant).slice(11, 16);
}

/** True for a day that exists, written 'YYYY-MM-DD': not for 31 February. Throws nothing. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** True for 'HH:MM' from 00:00 to 23:59. Throws nothing. */
export function isLocalTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);
}

function utcMidnight(date: string): number {
  if (!isLocalDate(date)) throw new RangeError('a local date must be an existing YYYY-MM-DD');
  return Date.parse(`${date}T00:00:00Z`);
}

/**
 * The instant at which local clocks show this day and time ('HH:MM'). In the hour that spring skips the
 * time moves forward (02:30 becomes 03:30); of the hour that autumn repeats the first is taken.
 * Throws RangeError when the day or the time does not exist.
 */
export function toInstant(date: string, time: string): Instant {
  if (!isLocalTime(time)) throw new RangeError('a local time must be HH:MM');
  const wall = utcMidnight(date) + Number(time.slice(0, 2)) * hour + Number(time.slice(3)) * minute;
  const before = wall - offsetAt(wall - day);
  const after = wall - offsetAt(wall + day);
  if (before + offsetAt(before) === wall) return before;
  if (after + offsetAt(after) === wall) return after;
  return before;
}

/** Pages say the same few days over and over. Bounded: it is only a memory. */
const starts = new Map<string, Instant>();

/** The first instant of a local day. Throws RangeError when the day does not exist. */
export function startOfDay(date: string): Instant {
  const known = starts.get(date);
  if (known !== undefined) return known;
  const made = toInstant(date, '00:00');
  if (starts.size >= 20_000) starts.clear();
  starts.set(date, made);
  return made;
}

/** The last millisecond of a local day, 23 to 25 hours after its start. Throws as `startOfDay` does. */
export function endOfDay(date: string): Instant {
  return startOfDay(addDays(date, 1)) - 1;
}

/** The local day n days later, or earlier when n is negative. Throws RangeError on an impossible day. */
export function addDays(date: string, n: number): string {
  const text = new Date(utcMidnight(date) + n * day).toISOString();
  if (text.length !== 24) throw new RangeError('only the years 0 to 9999 are dates here');
  return text.slice(0, 10);
}

/** The same day n months later; where that month is shorter, its last day. Throws RangeError on an impossible day. */
export function addMonths(date: string, n: number): string {
  const from = new Date(utcMidnight(date));
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + n, 1);
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + n + 1, 0)).getUTCDate();
  return addDays(new Date(first).toISOString().slice(0, 10), Math.min(from.getUTCDate(), lastDay) - 1);
}

/**
 * The n-th working day after a local day, which is itself not counted; 0 gives the day itself.
 * Saturdays, Sundays and days of which `isClosed` is true do not count.
 * Throws RangeError when n is negative or no integer, or the day does not exist.
 */
export function workingDaysAfter(
  date: string,
  n: number,
  isClosed: (day: string) => boolean = () => false,
): string {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError('working days are counted forward');
  let current = addDays(date, 0);
  for (let left = n; left > 0; ) {
    current = addDays(current, 1);
    const weekday = new Date(utcMidnight(current)).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !isClosed(current)) left -= 1;
  }
  return current;
}

/**
 * Whether a deadline still lets something in: 'open' up to and including `closesAt`, 'grace' for so many
 * minutes more, the last millisecond included, then 'closed'. Throws nothing.
 */
export function mayStill(now: Instant, closesAt: Instant, graceMinutes: number): 'open' | 'grace' | 'closed' {
  if (now <= closesAt) return 'open';
  return now <= closesAt + graceMinutes * minute ? 'grace' : 'closed';
}
