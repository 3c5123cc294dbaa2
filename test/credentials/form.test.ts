// What the forms about passwords and codes take.
import { expect, test } from 'vitest';
import { AppForm, CodeForm, CodesForm, PasswordForm, StaffSignInForm } from '../../src/credentials/form.js';
import { Invalid } from '../../src/errors.js';
import { parseForm } from '../../src/web/form-page.js';

function problems(form: Parameters<typeof parseForm>[0], typed: unknown) {
  try {
    parseForm(form, typed);
  } catch (error) {
    if (error instanceof Invalid) return error.problems;
    throw error;
  }
  return {};
}

test('address and password are both needed; the password is taken as typed', () => {
  expect(parseForm(StaffSignInForm, { email: 'D@Example.org', password: ' x ' })).toEqual({
    email: 'd@example.org',
    password: ' x ',
    next: null,
  });
  expect(problems(StaffSignInForm, { email: '', password: '' })).toMatchObject({
    email: { key: 'form.required' },
    password: { key: 'form.required' },
  });
  expect(problems(StaffSignInForm, { email: 'd@example.org', password: ['a', 'b'] })).toMatchObject({
    password: { key: 'form.required' },
  });
});

test('a new password has at least twelve letters and at most 128 bytes', () => {
  const form = (password: string) => problems(PasswordForm, { present: 'x', password });

  expect(form('elevenchars')).toEqual({ password: { key: 'form.too_short', values: { min: 12 } } });
  expect(form('twelve chars')).toEqual({});
  expect(form('ë'.repeat(64))).toEqual({});
  expect(form('ë'.repeat(65))).toMatchObject({ password: { key: 'credentials.password.too_long' } });
  expect(problems(PasswordForm, { present: '', password: 'twelve chars' })).toMatchObject({
    present: { key: 'form.required' },
  });
});

test('two keyboards that make the same letters make the same password', () => {
  const { password } = parseForm(PasswordForm, { present: 'x', password: 'e\u0308 dhe c\u0327elesi' });

  expect(password).toBe('ë dhe çelesi');
});

test('a code, and what the page showed, are needed', () => {
  expect(problems(CodeForm, { code: ' ' })).toMatchObject({ code: { key: 'form.required' } });
  expect(problems(CodeForm, { code: '1'.repeat(41) })).toMatchObject({ code: { key: 'form.too_long' } });
  expect(problems(AppForm, { code: '123456' })).toMatchObject({ sealed: { key: 'form.required' } });
  expect(problems(AppForm, { sealed: 'x' })).toMatchObject({ code: { key: 'form.required' } });
  expect(problems(CodesForm, { sealed: 'x' })).toMatchObject({ kept: { key: 'form.tick' } });
});
