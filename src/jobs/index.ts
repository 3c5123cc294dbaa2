// THE table of what runs by itself, and how: each under a lease, so that two processes never do the same at once.
import { randomUUID } from 'node:crypto';
import type { Store } from '../../db/open.js';
import { SYSTEM } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { day, hour, localDate, minute, toInstant } from '../lib/time.js';
import * as tasks from '../tasks/service.js';
import { askForDates } from './ask-for-dates.js';
import { askForReports } from './ask-for-reports.js';
import { askForReviews } from './ask-for-reviews.js';
import { askToEnd } from './ask-to-end.js';
import { askToLapse } from './ask-to-lapse.js';
import { backup } from './backup.js';
import { cleanUp } from './clean-up.js';
import { deliverMail } from './deliver-mail.js';
import { historyHead } from './history-head.js';
import { interviewMorning } from './interview-morning.js';
import { invariants } from './invariants.js';
import { offers } from './offers.js';
import { leaseOf, renewLease, returnLease, takeLease } from './queries.js';
import { readyToScreenIn } from './ready-to-screen-in.js';
import { remindDrafts } from './remind-drafts.js';
import { remindInterviews } from './remind-interviews.js';
import { remindInvited } from './remind-invited.js';
import { remindPanels } from './remind-panels.js';
import { watchRequests } from './requests.js';
import { retention } from './retention.js';

/** Jobs need the connection itself too. */
export type JobCtx = Ctx & { db: Store };

export type Job = {
  name: string;
  /** Milliseconds between two starts, or the hour of the day ('HH:MM' in Prishtina). */
  every: number | string;
  /** False when there is nothing to do: then not even the lease is written. */
  isNeeded?: (ctx: JobCtx) => boolean;
  /** Answers with what was done in a few words, no personal data. Throws when it failed. */
  run: (ctx: JobCtx, signal: AbortSignal) => string | Promise<string>;
  /** What `run` would do now, a line each; changes nothing. */
  list: (ctx: JobCtx) => string[];
};

export const jobs: readonly Job[] = [
  { name: 'deliver-mail', every: 5000, ...deliverMail },
  { name: 'remind-drafts', every: 10 * minute, ...remindDrafts },
  { name: 'remind-interviews', every: 5 * minute, ...remindInterviews },
  { name: 'remind-invited', every: hour, ...remindInvited },
  { name: 'remind-panels', every: hour, ...remindPanels },
  { name: 'interview-morning', every: '08:00', ...interviewMorning },
  { name: 'offers', every: hour, ...offers },
  { name: 'requests', every: hour, ...watchRequests },
  { name: 'ready-to-screen-in', every: 10 * minute, ...readyToScreenIn },
  { name: 'ask-to-lapse', every: hour, ...askToLapse },
  { name: 'ask-for-reviews', every: hour, ...askForReviews },
  { name: 'clean-up', every: hour, ...cleanUp },
  { name: 'ask-for-reports', every: 10 * minute, ...askForReports },
  { name: 'ask-for-dates', every: '00:10', ...askForDates },
  { name: 'ask-to-end', every: '00:15', ...askToEnd },
  { name: 'history-head', every: '00:30', ...historyHead },
  { name: 'retention', every: '01:00', ...retention },
  { name: 'backup', every: '02:00', ...backup },
  { name: 'invariants', every: '03:00', ...invariants },
];

/** A process that dies holding a lease loses it after this long; one that lives renews it. */
const LEASE = 2 * minute;

/** True when the job should start, given when it last did; in the time to come: the clock ran ahead and was put right. */
export function isDue(every: Job['every'], lastStartedAt: number | null, now: number): boolean {
  if (lastStartedAt === null || lastStartedAt > now) return true;
  if (typeof every === 'number') return lastStartedAt + every <= now;
  const today = toInstant(localDate(now), every);
  const latest = today <= now ? today : toInstant(localDate(now - day), every);
  return lastStartedAt < latest;
}

/**
 * Runs one job if nobody else is at it: answers with its outcome, or null when it did not run. `evenIfNotDue` for
 * the command line. A failure is logged without words of anybody's, and becomes a task; it is not thrown.
 */
export async function runJob(
  ctx: JobCtx,
  job: Job,
  options: { holder: string; signal: AbortSignal; evenIfNotDue?: boolean },
): Promise<{ ok: boolean; outcome: string } | null> {
  const seen = leaseOf(ctx.db, job.name)?.lastStartedAt ?? null;
  const now = ctx.clock.now();
  if (!options.evenIfNotDue && !isDue(job.every, seen, now)) return null;
  // To look is dear where thousands wait: only when it is due.
  if (job.isNeeded?.(ctx) === false) return null;
  if (!takeLease(ctx.db, { name: job.name, holder: options.holder, now, until: now + LEASE, seen }))
    return null;
  const renewing = setInterval(() => {
    renewLease(ctx.db, job.name, options.holder, ctx.clock.now() + LEASE);
  }, LEASE / 4);
  renewing.unref();
  const result = await attempt(ctx, job, options.signal);
  clearInterval(renewing);
  inTransaction(ctx, (inside) => {
    returnLease(inside.db, job.name, options.holder, inside.clock.now(), result.outcome);
    const task = { kind: 'job-failed', entity: `job:${job.name}`, entityId: 0 } as const;
    if (result.ok) tasks.close(inside, SYSTEM, task);
    else tasks.open(inside, { ...task, details: { job: job.name } });
  });
  return result;
}

async function attempt(
  ctx: JobCtx,
  job: Job,
  signal: AbortSignal,
): Promise<{ ok: boolean; outcome: string }> {
  try {
    return { ok: true, outcome: await job.run(ctx, signal) };
  } catch (error) {
    ctx.log.error({ job: job.name, err: error }, 'a job failed');
    return { ok: false, outcome: `failed: ${(error as Error).name}` };
  }
}

/** Starts all jobs; only the server calls this. `stop` waits for what is running and starts nothing more. */
export function start(ctx: JobCtx, table: readonly Job[] = jobs): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const holder = randomUUID();
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<unknown>>();
  const later = (job: Job, milliseconds: number) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      const run = turn(job).finally(() => running.delete(run));
      running.add(run);
    }, milliseconds);
    timer.unref();
    timers.add(timer);
  };
  const turn = async (job: Job) => {
    try {
      await runJob(ctx, job, { holder, signal: stopping.signal });
    } catch (error) {
      ctx.log.error({ job: job.name, err: error }, 'a job could not be started'); // the database is busy or full
    }
    if (!stopping.signal.aborted)
      later(job, typeof job.every === 'number' ? Math.min(job.every, minute) : minute);
  };
  for (const job of table) later(job, 500);
  return {
    async stop() {
      stopping.abort();
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(running);
    },
  };
}
