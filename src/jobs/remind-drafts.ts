// Every few minutes: who began an application and has not sent it hears of the deadline, three times at most.
import * as drafts from '../drafts/service.js';
import type { Job } from './index.js';

export const remindDrafts: Pick<Job, 'isNeeded' | 'run' | 'list'> = {
  isNeeded: (ctx) => drafts.toRemind(ctx).length > 0,
  run(ctx) {
    const reminded = drafts.toRemind(ctx).filter((due) => drafts.remind(ctx, due));
    return `${reminded.length} reminded`;
  },
  list: (ctx) =>
    drafts
      .toRemind(ctx)
      .map(
        ({ application, call, dueAt }) =>
          `the writer of application ${application.id} for ${call.slug} would be reminded, due ${new Date(dueAt).toISOString()}`,
      ),
};
