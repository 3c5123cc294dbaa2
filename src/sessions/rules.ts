// How long a session lives, and what it opens.
import type { Actor, Group } from '../access/actor.js';
import { day, hour, minute } from '../lib/time.js';

type Assurance = Actor['assurance'];

const IDLE = { full: 30 * minute, password: 10 * minute, link: 12 * hour };
const ABSOLUTE = { full: 12 * hour, password: 10 * minute, link: 12 * hour };
/** On a device of one's own, if one says so; only sessions opened by an e-mail link. */
export const REMEMBERED = 30 * day;

/** Milliseconds after which a session ends, used or not. */
export function lifetime(assurance: Assurance, remembered: boolean): number {
  return remembered && assurance === 'link' ? REMEMBERED : ABSOLUTE[assurance];
}

/** So far a clock may go back before a session last seen later than now is none. */
const SLACK = 5 * minute;

/**
 * True when the session was left alone for too long, or has reached its end; also when it was last seen in the time to
 * come, as after a clock that ran ahead nobody knows how long it was left alone.
 */
export function isOver(
  session: { assurance: Assurance; remembered: boolean; lastSeenAt: number; expiresAt: number },
  now: number,
): boolean {
  const idle = session.remembered && session.assurance === 'link' ? REMEMBERED : IDLE[session.assurance];
  const isAhead = session.lastSeenAt > now + SLACK;
  return isAhead || session.expiresAt <= now || session.lastSeenAt + idle <= now;
}

/** An e-mail link opens the applicant's own things and nothing else; a half-finished sign-in opens nothing. */
export function groupsFor(assurance: Assurance, groups: readonly Group[]): Group[] {
  if (assurance === 'full') return [...groups];
  return assurance === 'link' ? groups.filter((group) => group === 'applicant') : [];
}
