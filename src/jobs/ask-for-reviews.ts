// Every hour: reports that have waited for a decision longer than the target become tasks.
import * as reviews from '../reviews/service.js';
import type { Job } from './index.js';

export const askForReviews: Pick<Job, 'run' | 'list'> = {
  run: (ctx) => `${reviews.askForReviews(ctx)} reports wait for review longer than the target`,
  list: (ctx) =>
    reviews.overdue(ctx).map(({ id }) => `coordinators would be told that report ${id} waits for review`),
};
