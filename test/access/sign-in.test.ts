// What each way of being signed in may reach, whatever the groups.
import { expect, test } from 'vitest';
import type { Actor, Group } from '../../src/access/actor.js';
import { allow, can, SignInFirst } from '../../src/access/allow.js';
import { type Action, policy } from '../../src/access/policy.js';
import { Forbidden } from '../../src/errors.js';
import { groupsFor } from '../../src/sessions/rules.js';

const everything: Group[] = [
  'applicant',
  'intern',
  'coordinator',
  'reviewer',
  'director',
  'safety_officer',
  'administrator',
];
const as = (assurance: Actor['assurance']): Actor => ({
  personId: 1,
  sessionId: 1,
  name: 'Zana',
  groups: groupsFor(assurance, everything),
  language: 'en',
  assurance,
});
const actions = Object.keys(policy) as Action[];

/** What the guard does: 'in', 'sign in', 'sign in as staff', 'forbidden'. */
function guard(action: Action, actor: Actor | null, hasStaffMembership = false): string {
  let said = 'nothing';
  try {
    const response = { locals: { actor, hasStaffMembership } };
    allow(action)({} as never, response as never, () => {
      said = 'in';
    });
  } catch (error) {
    if (error instanceof SignInFirst) said = error.staff ? 'sign in as staff' : 'sign in';
    else if (error instanceof Forbidden) said = 'forbidden';
    else throw error;
  }
  return said;
}

test('whoever gave only the password may give the second factor, and see what everybody sees', () => {
  const half = as('password');

  expect(actions.filter((action) => can(half, action))).toEqual(['public', 'second_factor.give']);
});

test('an e-mail link opens what applicants may, whatever else its owner is', () => {
  const open = actions.filter((action) => can(as('link'), action));

  expect(open).toContain('application.edit');
  for (const action of open) {
    const right = policy[action] as string | Record<string, string>;
    expect([action, typeof right === 'string' ? right : right.applicant]).toEqual([
      action,
      expect.stringMatching(/^(public|signed_in|own)$/),
    ]);
  }
  expect(open).not.toContain('account.secure');
  expect(open).not.toContain('second_factor.give');
});

test('nobody, half and wrong are each sent where they can go on', () => {
  expect(guard('account.manage', null)).toBe('sign in');
  expect(guard('person.list', null)).toBe('sign in as staff');
  expect(guard('person.list', as('password'), true)).toBe('sign in as staff');
  expect(guard('person.list', as('link'), true)).toBe('sign in as staff');
  expect(guard('person.list', as('link'), false)).toBe('forbidden');
  expect(guard('second_factor.give', null)).toBe('sign in as staff');
  expect(guard('second_factor.give', as('full'), true)).toBe('sign in as staff');
  expect(guard('second_factor.give', as('password'), true)).toBe('in');
  expect(guard('person.list', as('full'), true)).toBe('in');
});
