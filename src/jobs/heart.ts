// The heartbeat: says each minute that people can send what they want to send; where it is missing, that was an outage.
import { minute } from '../lib/time.js';
import { beat } from '../outages/service.js';
import { hasSpace } from '../web/uploads.js';
import type { JobCtx } from './index.js';

/**
 * Beats now, each minute, and once more at the end, so that an outage is measured to the minute. No job of the table: it
 * comes before the first request, and the command line, which answers nobody, must not do it. Only the server calls this.
 */
export function startHeart(ctx: JobCtx, every = minute): { stop(): void } {
  beatOnce(ctx);
  const timer = setInterval(() => beatOnce(ctx), every);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      beatOnce(ctx);
    },
  };
}

/** Without space nobody can send a document, and with a broken database nothing: both are no sign of life. */
function beatOnce(ctx: JobCtx): void {
  try {
    if (hasSpace(ctx.config)) beat(ctx);
  } catch (error) {
    ctx.log.error({ err: error }, 'no heartbeat');
  }
}
