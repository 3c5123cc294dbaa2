// Every night: tells people what is about to be erased, erases what is due, and empties the write-ahead log.

import { emptyLog } from '../erasure/service.js';
import * as mail from '../mail/service.js';
import * as service from '../retention/service.js';
import type { Job, JobCtx } from './index.js';

export const retention: Pick<Job, 'run' | 'list'> = {
  async run(ctx, signal) {
    const held = service.heldUntil(ctx);
    if (held !== undefined) {
      emptyLog(ctx);
      return `nothing before ${new Date(held).toISOString()}: ${WHY}`;
    }
    const done = { told: 0, erased: 0, nothing: 0, accounts: 0 };
    for (const item of service.toDo(ctx)) {
      if (signal.aborted) break;
      done[service.settle(ctx, item)] += 1;
      await breathe();
    }
    for (const personId of service.emptyAccounts(ctx)) {
      if (signal.aborted) break;
      if (service.forgetAccount(ctx, personId)) done.accounts += 1;
      await breathe();
    }
    let records = 0;
    for (const item of service.recordsDue(ctx, ctx.clock.now())) {
      if (signal.aborted) break;
      if (service.settleRecord(ctx, item)) records += 1;
      await breathe();
    }
    const strangers = mail.forgetStrangers(ctx);
    emptyLog(ctx);
    return `${done.told} told, ${done.erased} erased, ${done.accounts} empty accounts, ${records} records, ${strangers} letters to strangers`;
  },
  list: (ctx) => {
    const held = service.heldUntil(ctx);
    if (held !== undefined) return [`nothing would be erased before ${new Date(held).toISOString()}: ${WHY}`];
    return dueLines(ctx);
  },
};

const WHY = 'the last sign of life is more than thirty days old, or the clock is wrong';

function dueLines(ctx: JobCtx): string[] {
  return [
    ...service.toDo(ctx).map(({ row, call, why, standing, dueAt }) => {
      const what = standing === 'due' ? 'would be erased' : 'would be told';
      return `application ${row.id} of ${call.slug} ${what}: ${why}, kept until ${new Date(dueAt).toISOString()}`;
    }),
    ...service.recordsDue(ctx, ctx.clock.now()).map(({ what, id, at }) => {
      const subject = what === 'cost' ? 'claim' : 'report';
      return `${subject} ${id} would lose its ${lost[what]}: kept until ${new Date(at).toISOString()}`;
    }),
    ...service
      .emptyAccounts(ctx)
      .map((id) => `person ${id} would be forgotten: nothing is held but the account`),
  ];
}

const lost = { unfiled: 'answers', review: 'words of review', cost: 'receipt and words' } as const;

/** Others are served between two erasures. */
function breathe(): Promise<void> {
  return new Promise((next) => setImmediate(next));
}
