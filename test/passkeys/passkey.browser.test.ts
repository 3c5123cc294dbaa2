// Passkeys in a real Chromium with a virtual authenticator, under our own CSP.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { passkeyChallenges, passkeys } from '../../db/schema/passkeys.js';
import { sessions } from '../../db/schema/sessions.js';
import { follow, launch, PATIENCE, serveWorld } from '../support/browse.js';
import { codeNow, makeStaff, PASSWORD } from '../support/staff.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function openPage(url: string, { userVerifies = true } = {}) {
  const context = await browser.newContext({ locale: 'en-GB' });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) problems.push(message.text());
  });
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: userVerifies,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${url}/staff/sign-in?language=en`);
  return { context, page, problems, devtools, authenticatorId };
}

async function signInByPassword(page: Page, url: string, email: string, code: string) {
  await page.goto(`${url}/staff/sign-in`);
  await page.fill('#email', email);
  await page.fill('#password', PASSWORD);
  await follow(page, page.locator('form[action="/staff/sign-in"] button'));
  await page.fill('#code', code);
  await follow(page, page.locator('form[action="/staff/sign-in/code"] button'));
}

async function addPasskey(page: Page, url: string, password = PASSWORD) {
  await page.goto(`${url}/account/security/passkeys`);
  await page.fill('#name', 'Office laptop');
  await page.fill('#password', password);
  await page.click('[data-passkey-go]');
}

test('Dafina adds a passkey, signs out, signs in with it alone, renames and removes it', async () => {
  const world = await serveWorld();
  const { email } = await makeStaff(world, 'Dafina', ['administrator']);
  const { page, problems, context } = await openPage(world.url);
  await signInByPassword(page, world.url, email, codeNow(world));

  await addPasskey(page, world.url);
  await page.waitForSelector('.task__name b');
  expect(await page.textContent('.task__name b')).toBe('Office laptop');
  expect(await page.textContent('.flash')).toContain('The passkey was added.');

  const before = (await context.cookies()).find((cookie) => cookie.name === '__Host-session')?.value;
  await follow(page, page.locator('form[action="/sign-out"] button:visible').first());
  expect(page.url()).toBe(`${world.url}/`);
  await page.goto(`${world.url}/staff/sign-in?next=/account/security/passkeys`);
  await page.click('[data-passkey-go]');
  await page.waitForURL(`${world.url}/account/security/passkeys`);
  const after = (await context.cookies()).find((cookie) => cookie.name === '__Host-session')?.value;
  expect(after).not.toBe(before);
  expect(world.ctx.db.select().from(sessions).all()).toMatchObject([{ assurance: 'full' }]);
  expect(world.ctx.db.select().from(passkeyChallenges).all()).toEqual([]);
  expect(await page.textContent('.task__name')).toContain('used 22 October 2026');

  await follow(page, page.locator('text=Rename'));
  await page.fill('#name', 'Old laptop');
  await follow(page, page.locator('form[action^="/account/security/passkeys/"] button'));
  expect(await page.textContent('.task__name b')).toBe('Old laptop');
  await follow(page, page.locator('.document__links >> text=Remove'));
  await page.fill('#password', PASSWORD);
  await follow(page, page.locator('form[action$="/remove"] button'));
  expect(await page.textContent('.inset')).toBe('You have none.');
  expect(world.ctx.db.select().from(passkeys).all()).toEqual([]);
  expect(world.letters().map(({ text }) => /A passkey was (\w+)/.exec(text)?.[1])).toEqual([
    'added',
    'removed',
  ]);
  expect(problems).toEqual([]);
  await context.close();
  await world.stop();
});

test('a wrong password adds no passkey and says so in the page', async () => {
  const world = await serveWorld();
  const { email } = await makeStaff(world, 'Dafina', ['administrator']);
  const { page, context } = await openPage(world.url);
  await signInByPassword(page, world.url, email, codeNow(world));

  await addPasskey(page, world.url, 'not her password');
  await page.waitForSelector('[data-passkey-problem]:visible');

  expect(await page.textContent('[data-passkey-problem]')).toBe('This is not your present password.');
  expect(await page.inputValue('#name')).toBe('Office laptop');
  expect(world.ctx.db.select().from(passkeys).all()).toEqual([]);
  await context.close();
  await world.stop();
});

test('an answer is good once, for five minutes, and only from a device that asked its owner', async () => {
  const world = await serveWorld();
  const { email } = await makeStaff(world, 'Dafina', ['administrator']);
  const { page, context, devtools, authenticatorId } = await openPage(world.url);
  await signInByPassword(page, world.url, email, codeNow(world));
  await addPasskey(page, world.url);
  await page.waitForSelector('.task__name b');
  await page.goto(`${world.url}/staff/sign-in`);
  const ask = (userVerification = 'required') =>
    page.evaluate(async (wanted) => {
      const place = document.querySelector('[data-passkey]') as HTMLElement;
      const headers = { 'Content-Type': 'application/json', 'X-Form-Token': place.dataset.token ?? '' };
      const options = await fetch('/staff/sign-in/passkey/options', { method: 'POST', headers, body: '{}' });
      const library = (
        window as unknown as { SimpleWebAuthnBrowser: { startAuthentication(o: object): Promise<object> } }
      ).SimpleWebAuthnBrowser;
      const optionsJSON = { ...(await options.json()), userVerification: wanted };
      return library.startAuthentication({ optionsJSON });
    }, userVerification);
  const send = (answer: object) =>
    page.evaluate(async (given) => {
      const place = document.querySelector('[data-passkey]') as HTMLElement;
      const headers = { 'Content-Type': 'application/json', 'X-Form-Token': place.dataset.token ?? '' };
      const sent = await fetch('/staff/sign-in/passkey', {
        method: 'POST',
        headers,
        body: JSON.stringify({ answer: given, next: '/' }),
      });
      return sent.status;
    }, answer);

  const late = await ask();
  world.clock.pass(5 * 60_000);
  expect(await send(late)).toBe(422);
  const good = await ask();
  expect([await send(good), await send(good)]).toEqual([200, 422]);
  const forged = (await ask()) as { id: string };
  expect(await send({ ...forged, id: 'another', rawId: 'another' })).toBe(422);
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await expect(ask()).rejects.toThrow();
  expect(await send(await ask('discouraged'))).toBe(422);

  await context.close();
  await world.stop();
});
