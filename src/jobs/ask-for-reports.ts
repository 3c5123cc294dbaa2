// Every ten minutes: whose hearing has begun is asked for its report, and coordinators hear of those a day late.
import * as filings from '../filings/service.js';
import type { Job } from './index.js';

export const askForReports: Pick<Job, 'run' | 'list' | 'isNeeded'> = {
  isNeeded: (ctx) => filings.due(ctx).length > 0,
  run(ctx) {
    const { due, overdue } = filings.askForReports(ctx);
    return `${due} reports due, ${overdue} of them overdue`;
  },
  list: (ctx) =>
    filings.due(ctx).map(({ hearingId, personId, dueAt }) => {
      const late = dueAt <= ctx.clock.now() ? ', and coordinators told that it is overdue' : '';
      return `person ${personId} would be asked for the report of hearing ${hearingId}${late}`;
    }),
};
