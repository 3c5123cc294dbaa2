// Which week a meeting looks at, and from when on the next date of a case is looked for: pure.
import { dayOr, mondayOf } from '../hearings/rules.js';
import { addDays, localDate, startOfDay } from '../lib/time.js';

/** What is written down late still belongs to the week in which it became known, as long as it is not older. */
const LATE = 31;

export type Week = ReturnType<typeof weekOf>;

/**
 * The week of a typed day, of today when it is none. Local days, both counted; instants, the second not counted.
 * `late`: the earliest day of what was written down this week and is still news. `onwards`: the first day on which a
 * next date counts, today within the week, the day after a week that is over. Throws nothing.
 */
export function weekOf(typed: unknown, now: number) {
  const today = localDate(now);
  const from = mondayOf(dayOr(typed, now));
  const until = addDays(from, 6);
  const after = addDays(until, 1);
  const isNow = from <= today && today <= until;
  return {
    today,
    from,
    until,
    since: startOfDay(from),
    before: startOfDay(after),
    late: addDays(from, -LATE),
    onwards: isNow ? today : until < today ? after : from,
    previous: addDays(from, -7),
    next: after,
    isNow,
  };
}
