// When the writer of a draft is reminded of the deadline: a judgement about time alone.
import { day, hour } from '../lib/time.js';

/** How long before the deadline, and how late it may still leave when the server was down. Source: recruitment §3.6. */
export const reminders = [
  { before: 7 * day, within: 2 * day },
  { before: 2 * day, within: day },
  { before: 6 * hour, within: 3 * hour },
] as const;

/**
 * The reminder that is due at `now`: the latest whose hour has come, unless the draft is younger than that hour, or
 * the hour passed so long ago that the next one says it better. Instants in epoch milliseconds.
 */
export function reminderDue(
  draft: { createdAt: number },
  call: { closesAt: number },
  now: number,
): number | undefined {
  const latest = reminders.findLast(({ before }) => call.closesAt - before <= now);
  if (!latest || now > call.closesAt) return undefined;
  const dueAt = call.closesAt - latest.before;
  return draft.createdAt < dueAt && now < dueAt + latest.within ? dueAt : undefined;
}
