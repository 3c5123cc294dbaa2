// Until when an offer is answered, until when an answer is taken back, and how many places wait for a reserve.
import type { State } from '../applications/states.js';
import { day } from '../lib/time.js';

/** Somebody who changed their mind has so long to say so. Source: recruitment §3.1, events 23 and 24. */
export const TAKE_BACK = day;

/**
 * The last instant to answer: the end of the day of the offer, or a day after an answer was taken back, whichever is
 * later. `takenBackAt` null: none was. Instants in epoch milliseconds.
 */
export function answerUntil(replyBy: number, takenBackAt: number | null): number {
  return takenBackAt === null ? replyBy : Math.max(replyBy, takenBackAt + TAKE_BACK);
}

/** The last instant to take an answer back; null where there is none to take back. */
export function takeBackUntil(application: { state: State; stateAt: number }): number | null {
  const isAnswered = application.state === 'accepted' || application.state === 'declined';
  return isAnswered ? application.stateAt + TAKE_BACK : null;
}

/**
 * How many places wait for somebody on the reserve list: given up after they were offered, and not given on; never more
 * than are `left`, where the call says how many there are (null: it does not).
 */
export function vacancies(places: { gaveUp: number; movedUp: number; left: number | null }): number {
  const open = Math.max(0, places.gaveUp - places.movedUp);
  return places.left === null ? open : Math.min(open, places.left);
}
