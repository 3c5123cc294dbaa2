// Until when an offer is answered, until when an answer is taken back, and how many places wait for a reserve.
import type { State } from '../applications/states.js';
import { hour } from '../lib/time.js';

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

/**
 * How many places wait for somebody on the reserve list: given up after they were offered, and not given on; never more
 * than are `left`, where the call says how many there are (null: it does not).
 */
export function vacancies(places: { gaveUp: number; movedUp: number; left: number | null }): number {
  const open = Math.max(0, places.gaveUp - places.movedUp);
  return places.left === null ? open : Math.min(open, places.left);
}
