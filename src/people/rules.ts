// Where somebody goes after signing in.
import type { Group } from '../access/actor.js';

/** A path of ours, and not a door: after signing in nobody is asked to sign in. Anything else is '/'. */
export function ownPath(path: string): string {
  const ours = /^\/(?![/\\])[\w\-/.]*$/.test(path);
  return ours && !/^\/(staff\/sign-in|sign-in|sign-out|invitation|setup)(\/|$)/.test(path) ? path : '/';
}

/** The wished path, or the page this person's work begins at. */
export function landing(next: string, groups: readonly Group[]): string {
  const path = ownPath(next);
  if (path !== '/') return path;
  if (groups.includes('coordinator') || groups.includes('director')) return '/staff/applications';
  if (groups.includes('administrator')) return '/staff/people';
  return groups.includes('applicant') ? '/my/applications' : '/account';
}
