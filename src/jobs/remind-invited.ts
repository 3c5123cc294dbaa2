// Every hour: who was invited and has not chosen a time is reminded, twice at most; nobody loses anything by itself.
import * as invitations from '../invitations/service.js';
import type { Job } from './index.js';
import { oneByOne } from './one-by-one.js';

export const remindInvited: Pick<Job, 'isNeeded' | 'run' | 'list'> = {
  isNeeded: (ctx) => invitations.toRemind(ctx).length > 0,
  async run(ctx, signal) {
    const reminded = await oneByOne(
      () => invitations.toRemind(ctx),
      (due) => invitations.remind(ctx, due),
      signal,
    );
    return `${reminded} reminded`;
  },
  list: (ctx) =>
    invitations
      .toRemind(ctx)
      .map(
        ({ application, dueAt }) =>
          `the writer of application ${application.id} would be reminded to choose a time, due ${new Date(dueAt).toISOString()}`,
      ),
};
