// The navigation: what each reader finds there, how it folds, and which place is marked as the one they are at.
import { expect, test } from 'vitest';
import type { Actor, Group } from '../../src/access/actor.js';
import { type Navigation, navigationFor } from '../../src/web/navigation.js';
import { makeWorld } from '../support/world.js';

const as = (...groups: Group[]): Actor => ({
  personId: 7,
  sessionId: 1,
  name: 'Sample',
  groups,
  language: 'en',
  assurance: 'full',
});

/** Each place as a line: its words, those folded under it, and what is current in brackets. */
function lines({ places, account }: Navigation): string[] {
  const line = (one: Navigation['places'][number]): string => {
    const mark = one.current ? ` [${one.current}]` : '';
    return 'links' in one ? `${one.label}${mark}: ${one.links.map(line).join(', ')}` : `${one.label}${mark}`;
  };
  return [...places.map(line), ...account.map((one) => `(${line(one)})`)];
}

test('somebody with few places has them side by side', () => {
  expect(lines(navigationFor(null, '/', 'en'))).toEqual(['Calls']);
  expect(lines(navigationFor(as('applicant'), '/my/applications/3', 'en'))).toEqual([
    'My application [true]',
    'Calls',
    '(Account)',
  ]);
});

test.each([
  ['coordinator', '/staff/bookings/3/cards', 'Interviews [true]'],
  ['coordinator', '/staff/slots/3/cancel', 'Interviews [true]'],
  ['coordinator', '/staff/screening', 'Applications [true]'],
  ['applicant', '/my/placement', 'My application [true]'],
] as const)('a %s on %s is at the place it belongs to', (group, path, place) => {
  expect(lines(navigationFor(as(group), path, 'en')).join()).toContain(place);
});

test('somebody with many places has them in groups, and the current one is marked in both', () => {
  const shown = lines(navigationFor(as('coordinator'), '/staff/entries', 'en'));

  expect(shown[0]).toBe('Tasks');
  expect(shown.find((line) => line.startsWith('Recruitment'))).toMatch(
    /^Recruitment \[true\]: Applications, .*By e-mail and on paper \[page\]/,
  );
  expect(shown.find((line) => line.startsWith('Office'))).toMatch(/^Office: Letters, /);
  expect(shown.at(-1)).toBe('(Account)');
  expect(shown.join('\n').match(/\[/g)).toHaveLength(2);
});

test('below a place it stays marked, but not as the page itself; beside it nothing is', () => {
  const one = lines(navigationFor(as('coordinator'), '/staff/letters/12', 'en')).join('\n');

  expect(one).toContain('Letters [true]');
  expect(one).not.toContain('[page]');
  expect(lines(navigationFor(as('coordinator'), '/staff/lettersx', 'en')).join('\n')).not.toContain('[');
  expect(lines(navigationFor(as('coordinator'), '/account/security', 'en')).at(-1)).toBe('(Account [true])');
});

test('a group with one place for this reader is that place', () => {
  const shown = navigationFor(as('coordinator', 'administrator'), '/', 'sr');

  const groups = shown.places.flatMap((place) => ('links' in place ? [place.links.length] : []));
  expect(groups.length).toBeGreaterThan(1);
  expect(Math.min(...groups)).toBeGreaterThan(1);
});

test('the page holds each place once for wide windows and once for narrow ones, folded without a script', async () => {
  const { browser } = makeWorld().signedIn('Dafina', ['coordinator']);

  const { text } = await browser.get('/staff/letters');

  expect(text.match(/href="\/staff\/letters" aria-current="page"/g)).toHaveLength(2);
  expect(text).toMatch(/<details class="places" name="places">\s*<summary aria-current="true">Office</);
  expect(text).toContain('<span class="nav__group">Recruitment</span>');
});

test('all pages of staff are dense, those that are for everybody are not', async () => {
  const dafina = makeWorld().signedIn('Dafina', ['coordinator']).browser;
  const isDense = async (url: string) => (await dafina.get(url)).text.includes('<body class="dense">');

  expect(await Promise.all(['/staff/entries/new', '/staff/letters/none'].map(isDense))).toEqual([true, true]);
  expect(await Promise.all(['/account', '/calls'].map(isDense))).toEqual([false, false]);
});
