// What counts as an outage, and what it does to a deadline: judgements as pure functions.
import { day, hour, minute } from '../lib/time.js';

/** Instants in epoch milliseconds: the last sign of life before, and the first one after. */
export type Outage = { fromAt: number; untilAt: number };

/** A restart or an upgrade is shorter; whoever waits that long has not given up. */
const SHORTEST = 5 * minute;

/** Longer than this it is a wrong clock or an installation laid up: a person decides, and no deadline moves by itself. */
const LONGEST = 30 * day;

/** Whoever gave up in the evening needs a morning. */
const SETTLE = 12 * hour;

/** The outage between two signs of life; undefined where there is none, or a clock that was put back. */
export function outageBetween(lastBeatAt: number | undefined, now: number): Outage | undefined {
  if (lastBeatAt === undefined || now - lastBeatAt < SHORTEST) return undefined;
  return { fromAt: lastBeatAt, untilAt: now };
}

/** True when nobody moves a deadline for it but a person. */
export function isTooLong({ fromAt, untilAt }: Outage): boolean {
  return untilAt - fromAt > LONGEST;
}

/** So long nothing is erased by itself after such a gap: time for somebody to see that the clock is wrong. */
const DOUBT = 7 * day;

/**
 * Until when nothing is erased by itself; undefined where nothing is in the way. `lastBeatAt`: the last sign of life,
 * `outages`: the latest ones. A clock that runs ahead would make everything due at once, and is seen by nothing else.
 */
export function doubtUntil(
  lastBeatAt: number | undefined,
  outages: readonly Outage[],
  now: number,
): number | undefined {
  const since = lastBeatAt === undefined ? undefined : outageBetween(lastBeatAt, now);
  if (since && isTooLong(since)) return now + DOUBT;
  const last = outages.find((one) => isTooLong(one) && one.untilAt <= now && now < one.untilAt + DOUBT);
  return last && last.untilAt + DOUBT;
}

/**
 * The deadline after an outage: whatever time was left when it began is left again, counted in full hours, and twelve
 * hours at least. `sinceAt`: from when something could be sent; `graceMinutes`: how long it still could after the
 * deadline. Undefined when the outage took nothing: it was over before, or began after.
 */
export function extendedTo(
  deadline: { sinceAt: number; untilAt: number; graceMinutes?: number },
  outage: Outage,
): number | undefined {
  const lastAt = deadline.untilAt + (deadline.graceMinutes ?? 0) * minute;
  const fromAt = Math.max(outage.fromAt, deadline.sinceAt);
  if (isTooLong(outage) || fromAt >= outage.untilAt || fromAt > lastAt) return undefined;
  const given = Math.ceil((outage.untilAt - fromAt) / hour) * hour;
  const settled = Math.ceil((outage.untilAt + SETTLE - 1 - deadline.untilAt) / hour) * hour;
  return deadline.untilAt + Math.max(given, settled);
}
