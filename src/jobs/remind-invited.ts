// Every hour: who was invited and has not chosen a time is reminded, twice at most; nobody loses anything by itself.
import * as invitations from '../invitations/service.js';
import type { Job } from './index.js';

export const remindInvited: Pick<Job, 'isNeeded' | 'run' | 'list'> = {
  isNeeded: (ctx) => invitations.toRemind(ctx).length > 0,
  run(ctx) {
    const reminded = invitations.toRemind(ctx).filter((due) => invitations.remind(ctx, due));
    return `${reminded.length} reminded`;
  },
  list: (ctx) =>
    invitations
      .toRemind(ctx)
      .map(
        ({ application, dueAt }) =>
          `the writer of application ${application.id} would be reminded to choose a time, due ${new Date(dueAt).toISOString()}`,
      ),
};
