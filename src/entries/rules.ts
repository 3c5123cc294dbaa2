// Whether the day on which an application was received lets it in.
import { localDate, toInstant } from '../lib/time.js';

/**
 * What is wrong with a day of receipt, a text key: it has not come yet, or the call was not open. Days are local,
 * instants epoch milliseconds.
 */
export function dayProblem(
  receivedOn: string,
  call: { opensAt: number },
  now: number,
): 'entries.problem.future' | 'entries.problem.before' | undefined {
  if (receivedOn > localDate(now)) return 'entries.problem.future';
  return receivedOn < localDate(call.opensAt) ? 'entries.problem.before' : undefined;
}

/** True when it was received after the day of the deadline; entering it later is no delay of the applicant's. */
export function isLate(receivedOn: string, call: { closesAt: number }): boolean {
  return receivedOn > localDate(call.closesAt);
}

/** The instant that stands for a day of receipt: noon, or now when noon is still to come. */
export function receivedAt(receivedOn: string, now: number): number {
  return Math.min(toInstant(receivedOn, '12:00'), now);
}
