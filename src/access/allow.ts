// Reads the table: allow(action) for routes, can(actor, action) for views, scopeOf for queries.
import type { RequestHandler } from 'express';
import { Forbidden } from '../errors.js';
import type { Actor } from './actor.js';
import { type Action, policy, type Right, type Scope } from './policy.js';

/** Nobody is signed in, and somebody must be. `staff` says which door to show. */
export class SignInFirst extends Error {
  readonly staff: boolean;
  constructor(staff: boolean) {
    super('sign in first');
    this.staff = staff;
  }
}

const scopes: readonly Scope[] = ['own', 'assigned', 'any'];

/** The widest scope `actor` has for `action`; undefined: none. */
export function scopeOf(actor: Actor | null, action: Action): Scope | undefined {
  const right = policy[action] as Right;
  if (right === 'public') return 'any';
  if (!actor) return undefined;
  if (right === 'half_signed_in') return actor.assurance === 'password' ? 'own' : undefined;
  if (right === 'signed_in') return actor.assurance === 'password' ? undefined : 'own';
  const found = actor.groups.map((group) => right[group]).filter((scope) => scope !== undefined);
  return scopes.findLast((scope) => found.includes(scope));
}

/** True when `actor` may do `action` on something at least. */
export function can(actor: Actor | null, action: Action): boolean {
  return scopeOf(actor, action) !== undefined;
}

export type AllowHandler = RequestHandler & { action: Action };

/** The guard every route carries. Throws SignInFirst or Forbidden before anything else is looked at. */
export function allow(action: Action): AllowHandler {
  const right = policy[action] as Right;
  const forStaff = right === 'half_signed_in' || (typeof right === 'object' && right.applicant === undefined);
  const guard: RequestHandler = (_request, response, next) => {
    const actor = (response.locals.actor ?? null) as Actor | null;
    if (can(actor, action)) return next();
    if (!actor || actor.assurance === 'password' || right === 'half_signed_in')
      throw new SignInFirst(forStaff);
    if (forStaff && actor.assurance === 'link' && response.locals.hasStaffMembership)
      throw new SignInFirst(true);
    throw new Forbidden();
  };
  return Object.assign(guard, { action });
}
