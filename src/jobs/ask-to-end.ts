// Every night: staff are asked to end or extend internships whose last day is over; none ends here.
import { localDate } from '../lib/time.js';
import { overdue } from '../placements/queries.js';
import * as placements from '../placements/service.js';
import type { Job } from './index.js';

export const askToEnd: Pick<Job, 'isNeeded' | 'run' | 'list'> = {
  isNeeded: (ctx) => overdue(ctx.db, localDate(ctx.clock.now())).length > 0,
  run: (ctx) => `${placements.askToEnd(ctx, localDate(ctx.clock.now()))} internships`,
  list: (ctx) =>
    overdue(ctx.db, localDate(ctx.clock.now())).map(
      ({ id }) => `staff would be asked about internship ${id}`,
    ),
};
