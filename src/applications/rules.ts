// What may still be done with an application, and when: judgements as pure functions.
import { day, mayStill } from '../lib/time.js';
import { type State, terminal } from './states.js';

type CallTimes = { closesAt: number; graceMinutes: number };

/**
 * Which part of the answers the applicant may change now: `all`, `later` (contact, unavailability, support needs) or
 * `nothing`. A draft may be written until it can no longer be sent; what was sent, until the deadline.
 * Source: recruitment §3.1 events 2 and 3. Times in epoch milliseconds.
 */
export function mayEdit(
  application: { state: State; createdAt: number; lateKeyUsable: boolean },
  call: CallTimes,
  now: number,
): 'all' | 'later' | 'nothing' {
  if (application.state === 'draft') return maySubmit(application, call, now) ? 'all' : 'nothing';
  if ((terminal as readonly State[]).includes(application.state)) return 'nothing';
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

/** True once the deadline and its grace are over: then a draft may be let lapse, unless a late key keeps it open. */
export function mayLapse(call: CallTimes, now: number): boolean {
  return mayStill(now, call.closesAt, call.graceMinutes) === 'closed';
}

/** The applicant may take a withdrawal back until the deadline; a coordinator five days long; a director always. */
export function mayReinstate(
  role: 'applicant' | 'coordinator' | 'director',
  withdrawnAt: number,
  call: { closesAt: number },
  now: number,
): boolean {
  if (role === 'director') return true;
  return role === 'applicant' ? now <= call.closesAt : now <= withdrawnAt + 5 * day;
}

/** HLC-2026-0042. */
export function referenceOf(year: number, number: number): string {
  return `HLC-${year}-${String(number).padStart(4, '0')}`;
}
