// Where somebody goes after signing in.
import type { Group } from '../access/actor.js';

/** A path of ours, and not a door: after signing in nobody is asked to sign in. Anything else is '/'. */
export function ownPath(path: string): string {
  const ours = /^\/(?![/\\])[\w\-/.]*$/.test(path);
  return ours && !/^\/(staff\/sign-in|sign-in|sign-out|invitation|setup)(\/|$)/.test(path) ? path : '/';
}

/** Where each group finds what waits for it; whoever is in several begins at the first. */
const desks: readonly [Group, string][] = [
  ['coordinator', '/staff/tasks'],
  ['director', '/staff/tasks'],
  ['reviewer', '/staff/reading'],
  ['safety_officer', '/staff/history'],
  ['administrator', '/staff/people'],
  ['intern', '/my/work'],
  ['applicant', '/my/applications'],
];

/** The wished path, or the page with what waits for this person. */
export function landing(next: string, groups: readonly Group[]): string {
  const path = ownPath(next);
  if (path !== '/') return path;
  return desks.find(([group]) => groups.includes(group))?.[1] ?? '/account';
}
