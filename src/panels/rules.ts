// When somebody may sit on a panel, and when they are asked again: judgements, as pure functions.
import { day, localDate, localTime, toInstant, workingDaysAfter } from '../lib/time.js';

type Standing = { kind: string; saidBy: number } | undefined;

/** True when the person said of themselves that they know nobody there; what others set for them is no declaration. */
export function hasDeclared(standing: Standing, personId: number): boolean {
  return standing?.kind === 'none' && standing.saidBy === personId;
}

/**
 * True when whoever left may sit there again as before: everybody who has a time now had one then, or they declared
 * about them since; and no conflict stands. `before`: ids of the applications that had a time at the change.
 */
export function mayUndo(
  booked: readonly { id: number; standing: Standing }[],
  before: readonly number[],
  personId: number,
): boolean {
  return booked.every(
    ({ id, standing }) =>
      (standing === undefined || standing.kind === 'none') &&
      (before.includes(id) || hasDeclared(standing, personId)),
  );
}

/** So long somebody proposed is waited for, in working days. */
const PATIENCE = 2;

/**
 * When somebody proposed is asked again and the coordinators hear of it: at the same hour two working days later, or a
 * day before the first interview where that is sooner; never before they were asked. Instants in epoch milliseconds.
 */
export function askAgainAt(
  askedAt: number,
  firstAt: number,
  isClosed: (day: string) => boolean = () => false,
): number {
  const later = toInstant(workingDaysAfter(localDate(askedAt), PATIENCE, isClosed), localTime(askedAt));
  return Math.max(askedAt, Math.min(later, firstAt - day));
}
