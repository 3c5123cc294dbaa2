// What the forms about signing in and about oneself take.
import { expect, test } from 'vitest';
import { Invalid } from '../../src/errors.js';
import { AskLinkForm, OpenLinkForm, ProfileForm } from '../../src/people/form.js';
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

test('an address is enough to ask for a link', () => {
  expect(parseForm(AskLinkForm, { email: ' Arta@Example.ORG ' })).toEqual({
    email: 'arta@example.org',
    next: null,
  });
  expect(problems(AskLinkForm, { email: '' })).toEqual({ email: 'form.required' });
  expect(problems(AskLinkForm, { email: 'arta' })).toEqual({ email: 'form.email' });
});

test('a link opens with its token, remembered only when the box is ticked', () => {
  expect(parseForm(OpenLinkForm, { token: 'abc' })).toEqual({ token: 'abc', remember: false });
  expect(parseForm(OpenLinkForm, { token: 'abc', remember: 'on' })).toEqual({ token: 'abc', remember: true });
  expect(problems(OpenLinkForm, {})).toEqual({ token: 'form.required' });
});

test('each field of the profile is checked by itself', () => {
  const right = { name: 'Arta Ë. Çela', phone: '+383 44 123 456', language: 'sq', version: '1' };

  expect(parseForm(ProfileForm, right)).toEqual({
    name: 'Arta Ë. Çela',
    phone: '+38344123456',
    language: 'sq',
    version: 1,
  });
  expect(parseForm(ProfileForm, { ...right, phone: '' }).phone).toBeNull();
  expect(problems(ProfileForm, { ...right, name: ' ' })).toEqual({ name: 'form.required' });
  expect(problems(ProfileForm, { ...right, name: 'a'.repeat(121) })).toEqual({ name: 'form.too_long' });
  expect(problems(ProfileForm, { ...right, phone: '12' })).toEqual({ phone: 'form.phone' });
  expect(problems(ProfileForm, { ...right, language: 'de' })).toEqual({ language: 'form.choice' });
  expect(problems(ProfileForm, { ...right, version: '' })).toEqual({ version: 'form.required' });
});
