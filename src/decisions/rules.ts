// Which events of the procedure are decisions, and which reasons each may have.
import type { Event } from '../applications/states.js';

/** Decisions, in the order of the release page; a release causes the event. */
export const decisionEvents = [
  'screen_out',
  'offer',
  'waitlist',
  'reject',
  'close',
  'offer_after_all',
] as const satisfies readonly Event[];

export type DecisionEvent = (typeof decisionEvents)[number];

/** True for the name of a decision. */
export function isDecision(event: unknown): event is DecisionEvent {
  return (decisionEvents as readonly unknown[]).includes(event);
}
