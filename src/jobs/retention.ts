// Every night: tells people what is about to be erased, erases what is due, and empties the write-ahead log.
import * as mail from '../mail/service.js';
import { emptyLog } from '../privacy/service.js';
import * as service from '../retention/service.js';
import type { Job } from './index.js';

export const retention: Pick<Job, 'run' | 'list'> = {
  async run(ctx, signal) {
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
    const strangers = mail.forgetStrangers(ctx);
    emptyLog(ctx);
    return `${done.told} told, ${done.erased} erased, ${done.accounts} empty accounts, ${strangers} letters to strangers`;
  },
  list: (ctx) => [
    ...service.toDo(ctx).map(({ row, call, why, standing, dueAt }) => {
      const what = standing === 'due' ? 'would be erased' : 'would be told';
      return `application ${row.id} of ${call.slug} ${what}: ${why}, kept until ${new Date(dueAt).toISOString()}`;
    }),
    ...service
      .emptyAccounts(ctx)
      .map((id) => `person ${id} would be forgotten: nothing is held but the account`),
  ],
};

/** Others are served between two erasures. */
function breathe(): Promise<void> {
  return new Promise((next) => setImmediate(next));
}
