// Changing the address somebody is reached by.
import { expect, test } from 'vitest';
import * as people from '../../src/people/queries.js';
import { makeStaff, PASSWORD, passStaffDoor } from '../support/staff.js';
import { hiddenFields, makeWorld, type World } from '../support/world.js';

const linkTo = (world: World, letter: string) =>
  /http:\/\/127\.0\.0\.1(\/\S+)/.exec(
    world.letters().findLast((one) => one.letter === letter)?.text ?? '',
  )?.[1] ?? '';
const confirm = (world: World, browser = world.browser()) =>
  browser.submit(linkTo(world, 'new-address'), {}, '/account/email/confirm');

test('Arta’s new address counts once she has confirmed it there, and the old one is told', async () => {
  const world = makeWorld();
  const { browser, personId } = world.signedIn('Arta', ['applicant']);
  const email = () => people.personById(world.ctx.db, personId)?.email;

  const asked = await browser.submit('/account/email', { email: 'new@example.org' });
  expect([asked.location, email()]).toEqual(['/account', 'arta@example.org']);
  const page = await world.browser().get(linkTo(world, 'new-address'));
  expect([page.status, page.headers['cache-control'], email()]).toEqual([
    200,
    'no-store',
    'arta@example.org',
  ]);
  expect((await confirm(world, browser)).status).toBe(303);

  expect(email()).toBe('new@example.org');
  expect(world.letters().map(({ letter, recipient }) => [letter, recipient])).toEqual([
    ['new-address', 'new@example.org'],
    ['security-notice', 'arta@example.org'],
  ]);
  expect((await browser.get('/account')).text).toContain('new@example.org');
});

test('confirmed elsewhere, the account is signed out where the wish came from', async () => {
  const world = makeWorld();
  const zana = world.signedIn('Zana', ['applicant']);
  await zana.browser.submit('/account/email', { email: 'arta@example.org' });

  await confirm(world);

  expect((await zana.browser.get('/account')).status).toBe(303);
  expect(people.personByEmail(world.ctx.db, 'arta@example.org')?.id).toBe(zana.personId);
});

test('another account’s address cannot be taken, and asking does not tell that it is one', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Arta', ['applicant']);
  const nenad = world.signedIn('Nenad', ['applicant']);

  const taken = await browser.submit('/account/email', { email: 'nenad@example.org' });
  const free = await browser.submit('/account/email', { email: 'free@example.org' });
  expect([taken.status, taken.location]).toEqual([free.status, free.location]);
  await browser.submit('/account/email', { email: 'nenad@example.org' });
  const answer = await confirm(world);

  expect(answer.status).toBe(409);
  expect(answer.text).toContain('Another account already has this address.');
  expect(people.personByEmail(world.ctx.db, 'nenad@example.org')?.id).toBe(nenad.personId);
});

test('the link works once, for an hour, and only the newest', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Arta', ['applicant']);
  await browser.submit('/account/email', { email: 'first@example.org' });
  const first = linkTo(world, 'new-address');
  await browser.submit('/account/email', { email: 'second@example.org' });
  const second = linkTo(world, 'new-address');

  expect((await world.browser().get(first)).status).toBe(410);
  world.clock.pass(60 * 60_000 - 1);
  expect((await world.browser().get(second)).status).toBe(200);
  world.clock.pass(1);
  const old = await world.browser().get(second);
  expect([old.status, old.text.includes('The address was not changed.')]).toEqual([410, true]);
});

test('sent twice, the confirmation does no harm', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Arta', ['applicant']);
  await browser.submit('/account/email', { email: 'new@example.org' });
  const fields = hiddenFields(
    (await browser.get(linkTo(world, 'new-address'))).text,
    '/account/email/confirm',
  );

  const first = await browser.post('/account/email/confirm', fields);
  const again = await browser.post('/account/email/confirm', fields);

  expect([first.status, again.status, again.location]).toEqual([303, 303, '/account']);
  expect(world.letters()).toHaveLength(2);
});

test('staff say their password again', async () => {
  const world = makeWorld();
  const { email } = await makeStaff(world, 'Dafina', ['coordinator']);
  const browser = world.browser();
  await passStaffDoor(world, browser, email);

  const wrong = await browser.submit('/account/email', { email: 'new@example.org', password: 'not hers' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toMatch(/<a href="#password">[^<]+: This is not your present password\.<\/a>/);
  expect(wrong.text).toMatch(/name="email"[^>]*value="new@example.org"/);
  expect(world.letters()).toEqual([]);
  expect(
    (await browser.submit('/account/email', { email: 'new@example.org', password: PASSWORD })).status,
  ).toBe(303);
});

test('an unfit address, and the present one, are refused beside the field', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Arta', ['applicant']);

  for (const [email, sentence] of [
    ['arta', 'This does not look like an e-mail address'],
    ['ARTA@example.org', 'This is your present address.'],
  ]) {
    const answer = await browser.submit('/account/email', { email: email ?? '' });
    expect([answer.status, answer.text.includes(sentence ?? '')]).toEqual([422, true]);
    expect(answer.text).toMatch(new RegExp(`name="email"[^>]*value="${email}"`));
  }
});

test('the sixth letter within an hour is not sent', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Arta', ['applicant']);

  for (let n = 0; n < 7; n += 1) await browser.submit('/account/email', { email: `new${n}@example.org` });

  expect(world.letters()).toHaveLength(5);
});

test('a sign-in link sent to the old address dies with the change', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Arta', ['applicant']);
  await world.browser().submit('/sign-in', { email: 'arta@example.org' });
  await browser.submit('/account/email', { email: 'new@example.org' });

  await confirm(world, browser);

  expect((await world.browser().get(linkTo(world, 'sign-in-link'))).status).toBe(410);
});

test('strangers are asked to sign in', async () => {
  const world = makeWorld();

  expect((await world.browser().get('/account/email')).location).toBe('/sign-in?next=%2Faccount%2Femail');
});
