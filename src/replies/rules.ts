// Until when an offer is answered, and until when an answer is taken back.
import type { State } from '../applications/states.js';
import { day, endOfDay, hour, localDate } from '../lib/time.js';

/** How long somebody may change their mind, as the call says. Source: recruitment §3.1, events 23 and 24. */
type Settings = { undoAnswerHours: number };

/**
 * The last instant to answer: the end of the day of the offer, or as long after an answer was taken back as it could be
 * taken back, whichever is later. `takenBackAt` null: none was. Instants in epoch milliseconds.
 */
export function answerUntil(
  replyBy: number,
  takenBackAt: number | null,
  { undoAnswerHours }: Settings,
): number {
  return takenBackAt === null ? replyBy : Math.max(replyBy, takenBackAt + undoAnswerHours * hour);
}

/** The last instant to take an answer back; null where there is none to take back. */
export function takeBackUntil(
  application: { state: State; stateAt: number },
  { undoAnswerHours }: Settings,
): number | null {
  const isAnswered = application.state === 'accepted' || application.state === 'declined';
  return isAnswered ? application.stateAt + undoAnswerHours * hour : null;
}

/** A reminder of an offer, and whether it left and did not come back. */
export type Reminder = { at: number; hasLeft: boolean };

/** As many are due of each offer: half-way, and a day before its end. */
const REMINDERS = 2;

/**
 * Why an offer whose day is over may not lapse on the silence of its reader: their letters come back, or of its
 * reminders not both left, the last within the last day; null when nothing speaks against it. `replyBy`: the end of its
 * day. Source: recruitment §3.1, event 25.
 */
export function unheard(
  offer: { replyBy: number; reminders: readonly Reminder[] },
  bouncedAt: number | null,
): 'bounced' | 'unreminded' | null {
  if (bouncedAt !== null) return 'bounced';
  const left = offer.reminders.filter(({ hasLeft }) => hasLeft);
  const isLastCall = left.some(({ at }) => at >= offer.replyBy - day);
  return left.length >= REMINDERS && isLastCall ? null : 'unreminded';
}

/** What is wrong with a new day to answer; null when nothing is. Days are local. */
export function newDayProblem(
  replyOn: string,
  offer: { until: number; startsOn: string },
  now: number,
): 'past' | 'not_later' | 'after_start' | null {
  if (replyOn <= localDate(now)) return 'past';
  if (endOfDay(replyOn) <= offer.until) return 'not_later';
  return replyOn >= offer.startsOn ? 'after_start' : null;
}
