// What may still be changed, and what is still missing: judgements about an application, as pure functions.
import { mayStill } from '../lib/time.js';
import type { State } from './states.js';

type CallTimes = { opensAt: number; closesAt: number; graceMinutes: number };

/** What an applicant may change after the deadline: how to reach them, when they cannot come, what they need. */
export const laterFields: Readonly<Record<string, readonly string[]>> = {
  about: ['phone', 'city', 'contactNote', 'letterLanguage'],
  experience: ['unavailable', 'supportNeeds'],
};

/**
 * Which part of the answers may be changed now: `all`, `later` (contact, unavailability, support needs) or
 * `nothing`. A draft may be written until it can no longer be sent; what was sent, until the deadline.
 * Source: recruitment §3.1 events 2 and 3. Times in epoch milliseconds.
 */
export function mayEdit(
  application: { state: State; createdAt: number; lateKeyUsable: boolean },
  call: CallTimes,
  now: number,
): 'all' | 'later' | 'nothing' {
  if (application.state === 'draft') return maySubmit(application, call, now) ? 'all' : 'nothing';
  const over = ['withdrawn', 'not_submitted', 'ineligible', 'not_selected', 'declined', 'offer_lapsed'];
  if (over.includes(application.state)) return 'nothing';
  return application.state === 'submitted' && now <= call.closesAt ? 'all' : 'later';
}

/**
 * True until the deadline, for 15 quiet minutes more when the draft was begun before it, and with a late key.
 * Source: recruitment §1 and §3.1 event 2.
 */
export function maySubmit(
  application: { createdAt: number; lateKeyUsable: boolean },
  call: CallTimes,
  now: number,
): boolean {
  if (application.lateKeyUsable) return true;
  const when = mayStill(now, call.closesAt, call.graceMinutes);
  return when === 'open' || (when === 'grace' && application.createdAt <= call.closesAt);
}

/** The applicant may take a withdrawal back until the deadline; a coordinator five days long. */
export function mayReinstate(
  role: 'applicant' | 'coordinator',
  withdrawnAt: number,
  call: CallTimes,
  now: number,
): boolean {
  return role === 'applicant' ? now <= call.closesAt : now <= withdrawnAt + 5 * 86_400_000;
}

/** HLC-2026-0042. */
export function referenceOf(year: number, number: number): string {
  return `HLC-${year}-${String(number).padStart(4, '0')}`;
}
