// Owns which local days are public holidays in Kosovo, as far as a calendar can know.
import { addDays } from './time.js';

/** Law 03/L-064 on official holidays: those with a day of their own, 'MM-DD'. */
const fixed = ['01-01', '01-02', '01-07', '02-17', '04-09', '05-01', '05-09', '12-25'];

/**
 * True on a public holiday: the fixed days and both Easter Mondays. The two Bajrams are told by the moon and announced
 * each year, and a holiday on a weekend is moved by announcement: staff keep these on the list of closed days.
 */
export function isHoliday(day: string): boolean {
  const year = Number(day.slice(0, 4));
  return (
    fixed.includes(day.slice(5)) ||
    day === addDays(westernEaster(year), 1) ||
    day === addDays(easternEaster(year), 1)
  );
}

const islamicDay = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura', {
  timeZone: 'UTC',
  month: 'numeric',
  day: 'numeric',
});
const bajrams = { '10/1': 'fiter', '12/10': 'kurban' } as const;

/**
 * The Bajrams of a year as the Umm al-Qura calendar reckons them: estimates, which the announcement may move by a day.
 * They refuse nothing.
 */
export function expectedBajrams(year: number): { kind: 'fiter' | 'kurban'; day: string }[] {
  const found: { kind: 'fiter' | 'kurban'; day: string }[] = [];
  for (let day = dayOf(year, 1, 1); day.startsWith(`${year}`); day = addDays(day, 1)) {
    const [month, on] = islamicDay.formatToParts(Date.parse(`${day}T00:00:00Z`)).filter(isNumber);
    const kind = bajrams[`${month?.value}/${on?.value}` as keyof typeof bajrams];
    if (kind) found.push({ kind, day });
  }
  return found;
}

const isNumber = ({ type }: Intl.DateTimeFormatPart) => type === 'month' || type === 'day';

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
