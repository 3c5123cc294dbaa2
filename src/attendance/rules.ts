// What follows from somebody not coming: once is forgiven by itself, twice is for a person to decide.
import { localDate } from '../lib/time.js';

/** True when a person must decide: the applicant did not come before, either. `before` counts earlier times. */
export function isForCoordinator(before: number): boolean {
  return before >= 1;
}

/** True while attendance can be noted: from the beginning on. Instants in epoch milliseconds. */
export function hasBegun(startsAt: number, now: number): boolean {
  return now >= startsAt;
}

/** True while somebody can note who came: from the beginning on, until somebody did; what the clock assumed is no note. */
export function mayMark(
  { state, assumed }: { state: string; assumed: boolean },
  startsAt: number,
  now: number,
): boolean {
  return (state === 'confirmed' || assumed) && hasBegun(startsAt, now);
}

/** The times of the same local day that have not begun: those whom a delay concerns. */
export function delayed<Slot extends { startsAt: number }>(slots: readonly Slot[], now: number): Slot[] {
  return slots.filter(({ startsAt }) => startsAt > now && localDate(startsAt) === localDate(now));
}

/** True while what was noted can be taken back: on the day of the interview. Instants in epoch milliseconds. */
export function mayTakeBack(state: string, startsAt: number, now: number): boolean {
  return (state === 'held' || state === 'no_show') && localDate(startsAt) === localDate(now);
}
