// The form on which an entry begins: the least it needs, each field wrong once.
import { expect, test } from 'vitest';
import { EntryForm } from '../../src/entries/form.js';

const least = {
  callId: '3',
  name: 'Arta Krasniqi',
  language: 'sq',
  source: 'paper',
  receivedOn: '2026-10-21',
};

test('the least it needs: neither an address nor a reason', () => {
  expect(EntryForm.parse(least)).toEqual({ ...least, callId: 3, email: null, lateReason: null });
});

test.each([
  ['callId', '', 'form.required'],
  ['callId', '3; drop', 'form.integer'],
  ['callId', '-1', 'form.at_least'],
  ['name', 'Al', 'form.too_short'],
  ['email', 'arta@', 'form.email'],
  ['language', '', 'form.choice'],
  ['source', 'web', 'form.choice'],
  ['source', '', 'form.choice'],
  ['receivedOn', '2026-02-30', 'form.date'],
  ['receivedOn', '', 'form.required'],
  ['lateReason', 'ill', 'form.too_short'],
])('a wrong %s ("%s") is answered with %s', (field, typed, problem) => {
  const parsed = EntryForm.safeParse({ ...least, [field]: typed });

  expect(parsed.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
    [field, problem],
  ]);
});
