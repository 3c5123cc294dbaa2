// Every night: cases before a court without a date for thirty days, and hearings of the week nobody goes to, become tasks.
import { casesWithoutDate } from '../hearings/queries.js';
import * as hearings from '../hearings/service.js';
import { addDays, localDate } from '../lib/time.js';
import * as rota from '../rota/service.js';
import type { Job } from './index.js';

const LONG = 30;
const days = (now: number): [today: string, since: string] => {
  const today = localDate(now);
  return [today, addDays(today, -LONG)];
};

export const askForDates: Pick<Job, 'run' | 'list'> = {
  run(ctx) {
    const dates = hearings.askForDates(ctx, ...days(ctx.clock.now()));
    return `${dates} cases without a date, ${rota.askForCover(ctx)} hearings nobody goes to`;
  },
  list: (ctx) => [
    ...casesWithoutDate(ctx.db, ...days(ctx.clock.now())).map(
      ({ id }) => `staff would be asked for the next date of case ${id}`,
    ),
    ...rota
      .soonUncovered(ctx)
      .map(({ hearingId }) => `staff would be told that nobody goes to hearing ${hearingId}`),
  ],
};
