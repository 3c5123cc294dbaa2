// Every few seconds: what waits in the outbox leaves, with what is attached to it.

import * as calendars from '../calendars/service.js';
import { countDue } from '../mail/queries.js';
import { deliver, type Makers } from '../mail/send.js';
import { answersAsPdf } from '../submissions/service.js';
import type { Job, JobCtx } from './index.js';

export const deliverMail: Pick<Job, 'isNeeded' | 'run' | 'list'> = {
  isNeeded: (ctx) => ctx.config.smtpUrl !== null && countDue(ctx.db, ctx.clock.now()) > 0,
  async run(ctx, signal) {
    const { sent, later, failed } = await deliver(ctx, makers(ctx), signal);
    return `${sent} sent, ${later} later, ${failed} failed`;
  },
  list: (ctx) => [
    `${countDue(ctx.db, ctx.clock.now())} letters are due`,
    ...(ctx.config.smtpUrl ? [] : ['SMTP_URL is not set: nothing leaves']),
  ],
};

/** What attachments are made of, when the letter leaves. */
function makers(ctx: JobCtx): Makers {
  return {
    answers: (id) => answersAsPdf(ctx, id),
    interview: async (id, reader) => calendars.fileOf(ctx, id, reader),
  };
}
