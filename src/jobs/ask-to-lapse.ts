// Every hour: once a deadline and its grace are over, staff are asked to let unsent drafts lapse; nothing lapses here.
import * as drafts from '../drafts/service.js';
import type { Job } from './index.js';

export const askToLapse: Pick<Job, 'isNeeded' | 'run' | 'list'> = {
  isNeeded: (ctx) => drafts.callsWithDrafts(ctx).length > 0,
  run: (ctx) => `${drafts.askToLapse(ctx)} calls`,
  list: (ctx) =>
    drafts
      .callsWithDrafts(ctx)
      .map(({ slug, count }) => `staff would be asked about ${count} drafts of ${slug}`),
};
