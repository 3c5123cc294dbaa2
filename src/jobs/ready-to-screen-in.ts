// Every ten minutes: says how many applications meet every condition on verified facts. It screens nobody in.
import { SYSTEM } from '../access/actor.js';
import { inTransaction } from '../context.js';
import * as screening from '../screening/service.js';
import type { Job, JobCtx } from './index.js';

const isTrue = (ctx: JobCtx) => {
  const { count, told } = screening.readyNow(ctx);
  return count === told;
};

export const readyToScreenIn: Pick<Job, 'isNeeded' | 'run' | 'list'> = {
  isNeeded: (ctx) => !isTrue(ctx),
  run(ctx) {
    inTransaction(ctx, (inside) => screening.settleReady(inside, SYSTEM));
    return `${screening.readyNow(ctx).count} ready`;
  },
  list: (ctx) =>
    isTrue(ctx)
      ? []
      : [`staff would be told that ${screening.readyNow(ctx).count} applications can be screened in`],
};
