// Closed days as pages show them.
import { longDate, shortDate } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { expectedBajrams } from '../lib/holidays.js';
import { addDays, startOfDay } from '../lib/time.js';

type Row = { id: number; fromDay: string; untilDay: string; words: string; isEstimate: boolean };

/** "Friday, 1 January 2027", or from one day to another. */
export function daysText(
  { fromDay, untilDay }: Pick<Row, 'fromDay' | 'untilDay'>,
  language: Language,
): string {
  if (fromDay === untilDay) return longDate(language, startOfDay(fromDay));
  const [from, until] = [fromDay, untilDay].map((day) => shortDate(language, startOfDay(day)));
  return say(language, 'closed-days.span', { from: from ?? '', until: until ?? '' });
}

/** The rows of the list, in the order they came. */
export function rowsOf(rows: readonly Row[], language: Language) {
  return rows.map((row) => ({
    id: row.id,
    words: row.words,
    days: daysText(row, language),
    isEstimate: row.isEstimate,
  }));
}

/** The Bajrams of the coming year as a calendar reckons them, but for those about which something is on the list. */
export function expectedRows(rows: readonly Row[], today: string, language: Language) {
  const near = (day: string) =>
    rows.some(({ fromDay, untilDay }) => fromDay <= addDays(day, 3) && untilDay >= addDays(day, -3));
  const year = Number(today.slice(0, 4));
  return [year, year + 1]
    .flatMap(expectedBajrams)
    .filter(({ day }) => day >= today && day <= addDays(today, 366) && !near(day))
    .map(({ kind, day }) => ({
      name: say(language, `closed-days.bajram.${kind}`),
      day: longDate(language, startOfDay(day)),
    }));
}

/** That a hearing is on a day when hardly anybody works: a court may sit all the same. Null on other days. */
export function warningOf(
  closed: { isHoliday: true } | { isHoliday: false; words: string } | undefined,
  language: Language,
): string | null {
  if (!closed) return null;
  return closed.isHoliday
    ? say(language, 'closed-days.warning.holiday')
    : say(language, 'closed-days.warning.closed', { words: closed.words });
}
