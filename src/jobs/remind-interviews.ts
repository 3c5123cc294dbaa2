// Every few minutes: who has an interview soon hears of it, two days and three hours before, and the panel too.
import * as bookings from '../bookings/service.js';
import type { Job } from './index.js';
import { oneByOne } from './one-by-one.js';

export const remindInterviews: Pick<Job, 'isNeeded' | 'run' | 'list'> = {
  isNeeded: (ctx) => bookings.toRemind(ctx).length > 0,
  async run(ctx, signal) {
    const reminded = await oneByOne(
      () => bookings.toRemind(ctx),
      (due) => bookings.remind(ctx, due),
      signal,
    );
    return `${reminded} interviews reminded of`;
  },
  list: (ctx) =>
    bookings
      .toRemind(ctx)
      .map(
        ({ booking, dueAt }) =>
          `booking ${booking.booking.id} of application ${booking.application.id} would be reminded of, due ${new Date(dueAt).toISOString()}`,
      ),
};
