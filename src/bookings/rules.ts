// When an applicant may still choose, move or give back a time: judgements, as pure functions.
import { hour } from '../lib/time.js';

export type Settings = { bookingLeadHours: number; rebookingsByApplicant: number };
/** What the applicant did with times so far. */
export type Past = readonly { state: string; endedBy: string | null; changes: number }[];

/** How often the applicant moved or gave back a time; each counts once. */
export function changesUsed(past: Past): number {
  return past.reduce((sum, one) => sum + one.changes + (one.endedBy === 'applicant' ? 1 : 0), 0);
}

/** How many changes are left to the applicant; never less than none. */
export function changesLeft(past: Past, settings: Settings): number {
  return Math.max(0, settings.rebookingsByApplicant - changesUsed(past));
}

/** True while an invited applicant may take a time: one who gave back more often than allowed asks the coordinator. */
export function mayChoose(past: Past, settings: Settings): boolean {
  return changesUsed(past) <= settings.rebookingsByApplicant;
}

/**
 * True while staff may take back a time they booked for somebody, without offering another: it is the last thing that
 * happened, and has not begun. Instants in epoch milliseconds. Source: recruitment §3.2, staff-book.
 */
export function mayUndoBooking(
  booking: { bookedBy: number | null },
  applicantId: number,
  lastEvent: string | undefined,
  startsAt: number,
  now: number,
): boolean {
  return booking.bookedBy !== applicantId && lastEvent === 'book' && startsAt > now;
}

/**
 * Whether the applicant may move a booked time: `late` from `bookingLeadHours` before it on, `spent` when they moved it
 * as often as the call lets them. Instants in epoch milliseconds. Source: recruitment §3.2.
 */
export function mayMove(
  startsAt: number,
  past: Past,
  settings: Settings,
  now: number,
): 'yes' | 'late' | 'spent' {
  if (startsAt - now < settings.bookingLeadHours * hour) return 'late';
  return changesLeft(past, settings) > 0 ? 'yes' : 'spent';
}
