// What may be said of knowing an applicant.
import { expect, test } from 'vitest';
import { DeclareForm, SetForm } from '../../src/conflicts/form.js';

const problems = (form: typeof DeclareForm | typeof SetForm, typed: Record<string, string>) =>
  form.safeParse(typed).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];

test('a kind is enough, unless it is another tie', () => {
  expect(problems(DeclareForm, { kind: 'none' })).toEqual([]);
  expect(problems(DeclareForm, { kind: 'other', note: 'neighbours' })).toEqual([]);
  expect(problems(DeclareForm, { kind: 'other', note: '  ' })).toEqual(['note form.required']);
});

test('each field wrong once', () => {
  expect(problems(DeclareForm, {})).toEqual(['kind form.choice']);
  expect(problems(DeclareForm, { kind: 'enemy' })).toEqual(['kind form.choice']);
  expect(problems(DeclareForm, { kind: 'none', note: 'x'.repeat(601) })).toEqual(['note form.too_long']);
  expect(problems(SetForm, { kind: 'none', seen: '0' })).toEqual(['person form.required']);
  expect(problems(SetForm, { kind: 'none', person: 'x', seen: '0' })).toEqual(['person form.integer']);
});
