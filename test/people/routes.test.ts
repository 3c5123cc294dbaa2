// One's own account.
import { expect, test } from 'vitest';
import { timelineOf } from '../../src/history/queries.js';
import * as people from '../../src/people/queries.js';
import { hiddenFields, makeWorld } from '../support/world.js';

const right = { name: 'Arta Çela', phone: '+383 44 123 456', language: 'sq' };

test('she changes her name, phone and language, and the site follows', async () => {
  const world = makeWorld();
  const { browser, personId } = world.signedIn('Arta', ['applicant']);

  const saved = await browser.submit('/account/profile', right);

  expect([saved.status, saved.location]).toEqual([303, '/account']);
  expect(people.personById(world.ctx.db, personId)).toMatchObject({
    name: 'Arta Çela',
    phone: '+38344123456',
    language: 'sq',
    version: 2,
  });
  expect((await browser.get('/account')).text).toContain('<h1>Llogaria juaj</h1>');
  expect(timelineOf(world.ctx.db, 'person', personId).map((row) => row.event)).toEqual(['contact_changed']);
});

test('each wrong field is named and everything typed is kept', async () => {
  const world = makeWorld();
  const { browser, personId } = world.signedIn('Arta', ['applicant']);

  for (const [field, value] of [
    ['name', ' '],
    ['phone', 'twelve'],
    ['language', 'xx'],
  ]) {
    const typed = { ...right, [field ?? '']: value ?? '' };
    const answer = await browser.submit('/account/profile', typed);
    expect([answer.status, answer.text.includes(`<a href="#${field}">`)]).toEqual([422, true]);
    expect(answer.text).toContain(`value="${typed.name}"`);
    expect(answer.text).toContain(`value="${typed.phone}"`);
  }
  expect(people.personById(world.ctx.db, personId)?.name).toBe('Arta');
});

test('two tabs do not overwrite each other: both texts are shown, and saving again is a decision', async () => {
  const world = makeWorld();
  const { browser, personId } = world.signedIn('Arta', ['applicant']);
  const page = await browser.get('/account/profile');
  await browser.submit('/account/profile', { ...right, name: 'First Tab', language: 'en' });

  const late = await browser.post('/account/profile', {
    ...hiddenFields(page.text, '/account/profile'),
    ...right,
    name: 'Second Tab',
  });
  expect(late.status).toBe(409);
  expect(late.text).toContain('<dd>First Tab</dd>');
  expect(late.text).toContain('value="Second Tab"');
  const decided = await browser.post('/account/profile', {
    ...hiddenFields(late.text, '/account/profile'),
    ...right,
    name: 'Second Tab',
  });

  expect(decided.status).toBe(303);
  expect(people.personById(world.ctx.db, personId)?.name).toBe('Second Tab');
});

test('what she typed cannot become part of the page', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Arta', ['applicant']);

  await browser.submit('/account/profile', {
    ...right,
    language: 'en',
    name: '<img src=x onerror=alert(1)>',
  });
  const page = await browser.get('/account');

  expect(page.text).toContain('&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;');
  expect(page.text).not.toContain('<img src=x');
});

test('staff see the way to their keys, applicants do not', async () => {
  const world = makeWorld();
  const arta = world.signedIn('Arta', ['applicant']).browser;
  const dafina = world.signedIn('Dafina', ['coordinator']).browser;

  expect((await arta.get('/account')).text).not.toContain('/account/security');
  expect((await dafina.get('/account')).text).toContain('<a href="/account/security">');
  expect((await dafina.get('/account')).headers['cache-control']).toBe('no-store');
});

test('strangers are asked to sign in', async () => {
  const world = makeWorld();

  for (const url of ['/account', '/account/profile']) {
    expect((await world.browser().get(url)).location).toBe(`/sign-in?next=${encodeURIComponent(url)}`);
  }
  expect((await world.browser().post('/account/profile', {})).status).toBe(403);
});
