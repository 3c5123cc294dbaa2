// Every hour: reminds of what was asked for, takes back what was not supplied in time, and says who waits for long.
import * as answerers from '../answerers/service.js';
import { openContests } from '../contests/queries.js';
import { inTransaction } from '../context.js';
import * as requests from '../requests/service.js';
import type { Job } from './index.js';
import { oneByOne } from './one-by-one.js';

export const watchRequests: Pick<Job, 'isNeeded' | 'run' | 'list'> = {
  isNeeded: (ctx) =>
    openContests(ctx.db).length +
      requests.toRemind(ctx).length +
      requests.overdue(ctx).length +
      requests.longWaiting(ctx).length +
      requests.heardMeanwhile(ctx).length >
    0,
  async run(ctx, signal) {
    inTransaction(ctx, answerers.settle);
    const reminded = await oneByOne(
      () => requests.toRemind(ctx),
      (due) => requests.remind(ctx, due),
      signal,
    );
    const back = await oneByOne(
      () => requests.overdue(ctx),
      (due) => requests.timeOut(ctx, due),
      signal,
    );
    const waiting = await oneByOne(
      () => requests.longWaiting(ctx),
      (due) => requests.sayStillWithUs(ctx, due),
      signal,
    );
    const heard = await oneByOne(
      () => requests.heardMeanwhile(ctx),
      (id) => requests.noLongerWaiting(ctx, id),
      signal,
    );
    return `${reminded} reminded, ${back} not supplied, ${waiting} waiting for long, ${heard} no more`;
  },
  list: (ctx) => [
    ...requests
      .toRemind(ctx)
      .map(
        ({ request }) =>
          `the writer of application ${request.applicationId} would be reminded of what was asked for`,
      ),
    ...requests
      .overdue(ctx)
      .map(({ request }) => `application ${request.applicationId} would go back to be read, not supplied`),
    ...requests
      .longWaiting(ctx)
      .map(({ application }) => `staff would be told that application ${application.id} has waited for long`),
    ...requests
      .heardMeanwhile(ctx)
      .map((id) => `staff would no longer be told that application ${id} has waited for long`),
  ],
};
