// Every hour: reminds of what was asked for, takes back what was not supplied in time, and says who waits for long.
import * as requests from '../requests/service.js';
import type { Job } from './index.js';

export const watchRequests: Pick<Job, 'isNeeded' | 'run' | 'list'> = {
  isNeeded: (ctx) =>
    requests.toRemind(ctx).length +
      requests.overdue(ctx).length +
      requests.longWaiting(ctx).length +
      requests.heardMeanwhile(ctx).length >
    0,
  run(ctx) {
    const reminded = requests.toRemind(ctx).filter((due) => requests.remind(ctx, due));
    const back = requests.overdue(ctx).filter((due) => requests.timeOut(ctx, due));
    const waiting = requests.longWaiting(ctx).filter((due) => requests.sayStillWithUs(ctx, due));
    const heard = requests.heardMeanwhile(ctx).filter((id) => requests.noLongerWaiting(ctx, id));
    return `${reminded.length} reminded, ${back.length} not supplied, ${waiting.length} waiting for long, ${heard.length} no more`;
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
