// Until when an offer is answered, and until when an answer is taken back.
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
