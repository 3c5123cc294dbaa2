// Every hour: who has an offer and has not answered is reminded, twice at most; a coordinator decides when its day is over.
import * as replies from '../replies/service.js';
import type { Job } from './index.js';
import { oneByOne } from './one-by-one.js';

export const offers: Pick<Job, 'run' | 'list'> = {
  async run(ctx, signal) {
    const reminded = await oneByOne(
      () => replies.toRemind(ctx),
      (due) => replies.remind(ctx, due),
      signal,
    );
    return `${reminded} reminded, ${replies.askToDecide(ctx)} to decide`;
  },
  list: (ctx) => [
    ...replies
      .toRemind(ctx)
      .map(
        ({ application, dueAt }) =>
          `the writer of application ${application.id} would be reminded of the offer, due ${new Date(dueAt).toISOString()}`,
      ),
    ...replies
      .overdue(ctx)
      .map(
        ({ application }) => `the offer of application ${application.id} would be put before a coordinator`,
      ),
  ],
};
