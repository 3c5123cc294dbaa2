// Where somebody goes after signing in.
import { expect, test } from 'vitest';
import { landing, ownPath } from '../../src/people/rules.js';

test('only a path of ours that is no door is followed', () => {
  expect(ownPath('/my/applications/12')).toBe('/my/applications/12');
  for (const path of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/a?b=c',
    '/a b',
    '',
  ]) {
    expect(ownPath(path)).toBe('/');
  }
  for (const door of ['/sign-in', '/staff/sign-in/code', '/sign-out', '/invitation'])
    expect(ownPath(door)).toBe('/');
});

test('without a wish everybody begins where their work is', () => {
  expect(landing('/', ['applicant'])).toBe('/my/applications');
  expect(landing('/', ['applicant', 'coordinator'])).toBe('/staff/tasks');
  expect(landing('/', ['director'])).toBe('/staff/tasks');
  expect(landing('/', ['reviewer'])).toBe('/staff/reading');
  expect(landing('/', ['safety_officer'])).toBe('/staff/history');
  expect(landing('/', ['administrator'])).toBe('/staff/people');
  expect(landing('/', ['applicant', 'intern'])).toBe('/my/work');
  expect(landing('/', [])).toBe('/account');
  expect(landing('/staff/tasks', ['administrator'])).toBe('/staff/tasks');
});
