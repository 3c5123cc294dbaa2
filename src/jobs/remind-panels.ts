// Every hour: who was proposed for a panel and has not answered is asked again, once, and the coordinators hear of it.
import * as panels from '../panels/service.js';
import type { Job } from './index.js';
import { oneByOne } from './one-by-one.js';

export const remindPanels: Pick<Job, 'isNeeded' | 'run' | 'list'> = {
  isNeeded: (ctx) => panels.toRemind(ctx).length + panels.inVain(ctx).length > 0,
  async run(ctx, signal) {
    const reminded = await oneByOne(
      () => panels.toRemind(ctx),
      (due) => panels.remind(ctx, due),
      signal,
    );
    const over = await oneByOne(
      () => panels.inVain(ctx),
      (change) => panels.askNoLonger(ctx, change),
      signal,
    );
    return `${reminded} reminded, ${over} asked no longer`;
  },
  list: (ctx) => [
    ...panels
      .toRemind(ctx)
      .map(
        ({ change, dueAt }) =>
          `whoever was proposed by change ${change.id} of a panel would be asked again, due ${new Date(dueAt).toISOString()}`,
      ),
    ...panels.inVain(ctx).map(({ id }) => `change ${id} of a panel would be asked about no longer`),
  ],
};
