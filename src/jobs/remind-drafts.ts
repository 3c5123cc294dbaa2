// Every few minutes: who began an application and has not sent it hears of the deadline, three times at most.
import * as drafts from '../drafts/service.js';
import type { Job } from './index.js';
import { oneByOne } from './one-by-one.js';

export const remindDrafts: Pick<Job, 'isNeeded' | 'run' | 'list'> = {
  isNeeded: (ctx) => drafts.toRemind(ctx).length > 0,
  async run(ctx, signal) {
    const reminded = await oneByOne(
      () => drafts.toRemind(ctx),
      (due) => drafts.remind(ctx, due),
      signal,
    );
    return `${reminded} reminded`;
  },
  list: (ctx) =>
    drafts
      .toRemind(ctx)
      .map(
        ({ application, call, dueAt }) =>
          `the writer of application ${application.id} for ${call.slug} would be reminded, due ${new Date(dueAt).toISOString()}`,
      ),
};
