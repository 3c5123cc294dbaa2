// What the forms about staff and interns take.
import { expect, test } from 'vitest';
import { Invalid } from '../../src/errors.js';
import { AcceptForm, GroupsForm, InviteForm, LinkForm, SetupForm } from '../../src/members/form.js';
import { parseForm } from '../../src/web/form-page.js';

function problems(form: Parameters<typeof parseForm>[0], typed: unknown): Record<string, string> {
  try {
    parseForm(form, typed);
  } catch (error) {
    if (error instanceof Invalid)
      return Object.fromEntries(Object.entries(error.problems).map(([field, { key }]) => [field, key]));
    throw error;
  }
  return {};
}

const invitation = { name: 'Ivana', email: 'Ivana@example.org', language: 'sr', groups: 'intern' };

test('an invitation needs a name, an address, a language and a group', () => {
  expect(parseForm(InviteForm, invitation)).toEqual({
    ...invitation,
    email: 'ivana@example.org',
    groups: ['intern'],
  });
  expect(problems(InviteForm, { ...invitation, name: '' })).toEqual({ name: 'form.required' });
  expect(problems(InviteForm, { ...invitation, email: 'ivana@' })).toEqual({ email: 'form.email' });
  expect(problems(InviteForm, { ...invitation, language: 'xx' })).toEqual({ language: 'form.choice' });
  expect(problems(InviteForm, { ...invitation, groups: [] })).toHaveProperty('groups');
});

test('nobody is invited to be an applicant', () => {
  expect(problems(InviteForm, { ...invitation, groups: ['applicant'] })).toEqual({ groups: 'form.choice' });
  expect(problems(GroupsForm, { groups: 'applicant' })).toEqual({ groups: 'form.choice' });
});

test('all groups may be taken away', () => {
  expect(parseForm(GroupsForm, {})).toEqual({ groups: [] });
});

test('a new link is for the password or for everything', () => {
  expect(parseForm(LinkForm, { what: 'all' })).toEqual({ what: 'all' });
  expect(problems(LinkForm, {})).toEqual({ what: 'form.choice' });
  expect(problems(LinkForm, { what: 'totp' })).toEqual({ what: 'form.choice' });
});

test('accepting needs a good password; setting up needs a person too', () => {
  expect(problems(AcceptForm, { token: 'x', password: 'short' })).toEqual({ password: 'form.too_short' });
  expect(problems(AcceptForm, { password: 'seven quiet otters' })).toEqual({ token: 'form.required' });
  expect(problems(SetupForm, { token: 'x', password: 'seven quiet otters' })).toEqual({
    name: 'form.required',
    email: 'form.required',
    language: 'form.choice',
  });
});
