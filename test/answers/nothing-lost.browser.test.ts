// In a real browser: whatever happens to the network, the tab, the session or on another device, no answer is lost, and no document chosen in vain.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { answersOf } from '../../src/answers/queries.js';
import { documentsOf } from '../../src/documents/queries.js';
import { tinyPdf } from '../paper/papers.js';
import { die, heldBy, launch, openPage, serveWorld } from '../support/browse.js';
import { makeApplication, makeCall } from '../support/make.js';

let browser: Browser;
let world: Awaited<ReturnType<typeof serveWorld>>;
let arta: Awaited<ReturnType<typeof makeApplication>>;
let context: BrowserContext;
let page: Page;
let writers = 0;
beforeAll(async () => {
  browser = await launch();
  world = await serveWorld({}, 'file');
  makeCall(world);
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

/** An application of its own for each test, open at the letter. */
beforeEach(async () => {
  writers += 1;
  arta = await makeApplication(world, `Arta writes ${writers}`, { upTo: 'begun' });
  ({ context, page } = await openPage(browser, world.url, { as: arta.browser }));
  await page.goto(`${world.url}${arta.url}/letter`);
  return () => context.close();
});

const write = (words: string, on = page) => on.fill('textarea[name=letter]', words);
const kept = (on = page) => on.waitForSelector('#saved.saved--done');
const failed = (words: string) => page.waitForSelector(`#saved.saved--failed:has-text("${words}")`);
/** What the server has. */
const letter = () => answersOf(world.ctx.db, arta.id).letter?.body.letter;
const copies = async () => (await heldBy(page)).copies;
const again = async () => {
  await die(page);
  await context.setOffline(false);
  page = await context.newPage();
  await page.goto(`${world.url}${arta.url}/letter`);
};

test('the network goes and the tab dies: the words are sealed in the browser, come back, and are sent', async () => {
  await context.setOffline(true);
  await write('Written in a tunnel of words.');
  await failed('kept in this browser');
  await expect.poll(copies).toBe(1);
  const { text } = await heldBy(page);
  await again();
  await kept();

  expect(text).not.toContain('tunnel');
  expect(await page.inputValue('textarea[name=letter]')).toBe('Written in a tunnel of words.');
  expect(await page.locator('form > .inset').textContent()).toContain('is back');
  expect(letter()).toBe('Written in a tunnel of words.');
  await expect.poll(copies).toBe(0);
});

test('a dead tab and a second device: both texts are shown, and the person decides', async () => {
  await context.setOffline(true);
  await write('Kept in the dead tab.');
  await failed('kept in this browser');
  await expect.poll(copies).toBe(1);
  const other = await openPage(browser, world.url, { as: arta.browser });
  await other.page.goto(`${world.url}${arta.url}/letter`);
  await write('Meanwhile elsewhere.', other.page);
  await kept(other.page);
  await other.context.close();
  await again();
  const take = page.locator('[data-take]');
  await take.waitFor();

  expect(await page.locator('form tbody td').allTextContents()).toEqual([
    'Your letter',
    'Meanwhile elsewhere.',
    'Kept in the dead tab.',
  ]);
  expect(letter()).toBe('Meanwhile elsewhere.');
  await take.click();
  // The page came with words that were kept: that it says so proves nothing yet.
  await expect.poll(letter).toBe('Kept in the dead tab.');
});

test('the session ends: what was typed since is there after signing in again', async () => {
  const session = (await context.cookies()).filter(({ name }) => name === '__Host-session');
  await context.clearCookies({ name: '__Host-session' });
  await write('Typed after the session had ended.');
  await failed('no longer signed in');
  await expect.poll(copies).toBe(1);
  await context.addCookies(session);
  await again();
  await kept();

  expect(letter()).toBe('Typed after the session had ended.');
});

test('being erased leaves no copy behind, in a browser too that does not know how to clear itself', async () => {
  await context.setOffline(true);
  await write('Not to stay on a shared computer.');
  await failed('kept in this browser');
  await expect.poll(copies).toBe(1);
  await page.route('**/draft', (route) => route.abort());
  await context.setOffline(false);
  const other = await context.newPage();
  // As an old browser takes the answer: without the header that clears it.
  await other.route('**/my/erase', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 200, contentType: 'text/html', body: '<p id="gone">Gone</p>' })
      : route.continue(),
  );
  await other.goto(`${world.url}/my/erase`);
  await page.close();
  await other.locator('label[for=sure]').click();
  await other.locator('main form button').last().click();
  await other.waitForSelector('#gone');

  expect((await heldBy(other)).copies).toBe(0);
});

test('a document whose connection is lost is still chosen, and sent again by one button', async () => {
  const url = `${world.url}${arta.url}/documents/grades_certificate`;
  await page.goto(url);
  await page.route(url, (route) =>
    route.request().method() === 'POST' ? route.abort('connectionreset') : route.continue(),
  );
  const buffer = Buffer.from(tinyPdf());
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'grades.pdf', mimeType: 'application/pdf', buffer });
  await page.locator('form[data-upload] button[type=submit]').click();
  const again = page.locator('[data-upload-again]');
  await again.waitFor();
  const told = await page.locator('[data-upload-text]').textContent();
  const left = documentsOf(world.ctx.db, arta.id).length;

  await page.unroute(url);
  await again.click();
  await page.waitForSelector('.document');

  expect(told).toContain('still chosen');
  expect([left, documentsOf(world.ctx.db, arta.id).length]).toEqual([0, 1]);
});
