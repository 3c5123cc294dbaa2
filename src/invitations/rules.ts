// When somebody who was invited and has not chosen is reminded.
import { day, hour, localDate } from '../lib/time.js';

/**
 * The instant of the latest reminder that was due by `now`: half-way to the day of answering, and a day before its
 * end; undefined before the first and after the end. Instants in epoch milliseconds. Source: recruitment §3.6.
 */
export function reminderDue(
  invitation: { invitedAt: number; replyBy: number },
  now: number,
): number | undefined {
  const { invitedAt, replyBy } = invitation;
  if (now >= replyBy) return undefined;
  const half = invitedAt + Math.floor((replyBy - invitedAt) / 2);
  return [half, replyBy - day].filter((at) => at > invitedAt && at <= now).sort((a, b) => b - a)[0];
}

/**
 * The last local day on which one of these times can still be chosen, so many hours before it begins; null where there is
 * none. Instants in epoch milliseconds. Source: recruitment §3.2.
 */
export function lastDayToChoose(startsAt: readonly number[], leadHours: number): string | null {
  return startsAt.length === 0 ? null : localDate(Math.max(...startsAt) - leadHours * hour);
}
