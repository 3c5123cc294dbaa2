// Owns which local days are public holidays in Kosovo, as far as a calendar can know.
import { addDays } from './time.js';

/** Law 03/L-064 on official holidays: those with a day of their own, 'MM-DD'. */
const fixed = ['01-01', '01-02', '01-07', '02-17', '04-09', '05-01', '05-09', '12-25'];

/**
 * True on a public holiday: the fixed days and both Easter Mondays. The two Bajrams are told by the moon and announced
 * each year, and a holiday on a weekend is moved by announcement: these are not known here.
 */
export function isHoliday(day: string): boolean {
  const year = Number(day.slice(0, 4));
  return (
    fixed.includes(day.slice(5)) ||
    day === addDays(westernEaster(year), 1) ||
    day === addDays(easternEaster(year), 1)
  );
}

const dayOf = (year: number, month: number, day: number) =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** Easter Sunday of the Gregorian calendar. Source: the anonymous algorithm, Meeus, Astronomical Algorithms, ch. 8. */
function westernEaster(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return dayOf(year, Math.floor(n / 31), (n % 31) + 1);
}

/** Easter Sunday of the Julian calendar, as a Gregorian day: thirteen days later until 2099. Source: as above. */
function easternEaster(year: number): string {
  const d = (19 * (year % 19) + 15) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const n = d + e + 114;
  return addDays(dayOf(year, Math.floor(n / 31), (n % 31) + 1), 13);
}
