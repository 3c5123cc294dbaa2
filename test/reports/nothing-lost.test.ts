// In a real browser: whatever happens to the network, the tab, the session or on another device, no word of a report is lost.
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as reports from '../../src/reports/service.js';
import * as rota from '../../src/rota/service.js';
import { die, heldBy, launch, openPage, serveWorld } from '../support/browse.js';
import { coordinator, makeCase } from '../support/cases.js';
import { makeHearing, makeIntern } from '../support/hearings.js';
import type { Browser as Signed } from '../support/world.js';

let browser: Browser;
let world: Awaited<ReturnType<typeof serveWorld>>;
let ivana: { browser: Signed; personId: number };
let context: BrowserContext;
let page: Page;
let id: number;
let url: string;
let cases = 0;
let complaints: () => string[];

const ivanaActor = () => ({ ...coordinator, personId: ivana.personId, groups: ['intern' as const] });
/** What the server has. */
const facts = () => reports.opened(world.ctx, ivanaActor(), 'report.write', id).answers.facts;
const nextRoom = () => reports.opened(world.ctx, ivanaActor(), 'report.write', id).answers.nextRoom;

beforeAll(async () => {
  browser = await launch();
  world = await serveWorld({}, 'file');
  ivana = world.signedIn('Ivana', ['intern']);
  makeIntern(world, ivana.personId, world.signedIn('Dafina', ['coordinator']).personId);
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

/** A report of its own for each test, open in a browser of its own. */
beforeEach(async () => {
  cases += 1;
  const caseId = makeCase(world, { written: `PS.nr.${cases}/19` });
  const hearingId = makeHearing(world, caseId, { scheduledOn: `2026-10-${22 - cases}` });
  rota.assign(world.ctx, coordinator, { hearingId, personId: ivana.personId });
  id = reports.begin(world.ctx, ivanaActor(), hearingId);
  url = `${world.url}/my/reports/${id}`;
  const opened = await openPage(browser, world.url, { width: 1280, as: ivana.browser });
  ({ context, page, complaints } = opened);
  await page.goto(url);
  await page.click('label[for=outcome]');
  await page.click('label[for=coverage]');
  await page.click('label[for=nextKind]');
  await kept();
  return () => context.close();
});

const write = (words: string, on = page) => on.fill('textarea[name=facts]', words);
const kept = (on = page) => on.waitForSelector('#keeping.saved--done');
const says = (name: string, on = page) =>
  on.waitForFunction((of) => {
    const box = document.getElementById('keeping');
    return box?.querySelector('[data-keeping-text]')?.textContent === box?.dataset[of];
  }, name);

const held = (on = page) => heldBy(on);

test('what is typed is on the server by itself, several sections at once, and then nothing stays in the browser', async () => {
  await write('The panel heard one witness.');
  await page.fill('[name=nextRoom]', 'Hall 4');
  await kept();

  expect(facts()).toBe('The panel heard one witness.');
  expect(nextRoom()).toBe('Hall 4');
  await expect.poll(async () => (await held()).copies).toBe(0);
  expect(complaints()).toEqual([]);
});

test('what a section is warned of stands beside its fields once it saved itself, and goes with its cause', async () => {
  const beside = () => page.locator('[data-warned=facts]').textContent();
  await write('The judge was obviously tired.');
  await expect.poll(beside).toContain('obviously');

  await write('The judge adjourned at noon.');
  await expect.poll(beside).not.toContain('obviously');
  await kept();
  expect(facts()).toBe('The judge adjourned at noon.');
  expect(complaints()).toEqual([]);
});

test('what is asked follows what is typed: a cause where it was late, one quality of what nobody understood', async () => {
  const isAsked = (name: string) => page.locator(`[name="${name}"]`).first().isVisible();
  const type = async (time: string) => {
    await page.fill('[name=startedAt]', time);
    await page.press('[name=startedAt]', 'Tab');
  };
  await type('9.46');
  expect(await isAsked('lateCause')).toBe(true);
  await type('9:45');
  expect(await isAsked('lateCause')).toBe(false);

  const check = (name: string, value: string) =>
    page.locator(`input[name=${name}][value=${value}]`).check({ force: true });
  await check('interpretation', 'yes');
  await check('interpretationBy', 'court');
  await check('languagePair', 'sq-en');
  expect(await page.locator('[name=interpretationQuality]:checked').getAttribute('value')).toBe('not_judged');
  await check('languagePair', 'sq-sr');
  await check('interpretationQuality', 'adequate');

  await check('indicators-PUB-answer', 'no');
  expect(await isAsked('indicators-PUB-note')).toBe(true);
  await expect.poll(() => page.locator('#saved-indicators').textContent()).toContain('Note on the “No”');
});

test('what was typed before a slow script had come is sent too', async () => {
  let wait: () => void = () => {};
  const slow = new Promise<void>((done) => {
    wait = done;
  });
  await page.route('**/report.*.js', async (route) => {
    await slow;
    await route.continue();
  });
  await page.goto(url, { waitUntil: 'commit' });
  await write('Faster than the network.');
  wait();
  await expect.poll(facts).toBe('Faster than the network.');
});

test('what cannot be read is said, kept in the browser, and there again after a reload', async () => {
  await page.fill('[name=startedAt]', 'about nine');
  await says('partly');
  await expect.poll(async () => (await held()).copies).toBe(1);
  await page.reload();
  await says('partly');

  expect(await page.inputValue('[name=startedAt]')).toBe('about nine');
  await page.fill('[name=startedAt]', '9:05');
  await kept();
  await expect.poll(async () => (await held()).copies).toBe(0);
});

test('the network goes: typing goes on, the page says so, a tab that dies loses nothing, and nothing lies open in the browser', async () => {
  await context.setOffline(true);
  await write('Behind a tunnel of words.');
  await page.fill('[name=nextRoom]', 'Hall 5');
  await says('offline');
  await expect.poll(async () => (await held()).copies).toBe(2);
  expect((await held()).text).not.toMatch(/tunnel|Hall 5/);
  await die(page);

  await context.setOffline(false);
  page = await context.newPage();
  await page.goto(url);
  await kept();

  expect(await page.inputValue('textarea[name=facts]')).toBe('Behind a tunnel of words.');
  expect(facts()).toBe('Behind a tunnel of words.');
  expect(nextRoom()).toBe('Hall 5');
  await expect.poll(async () => (await held()).copies).toBe(0);
});

test('an answer that never came back is no conflict with oneself: what was typed meanwhile arrives too', async () => {
  let lost = 0;
  const lose = async (route: Route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    await route.abort();
  };
  await page.route(`${url}/summary`, lose);
  await write('First half.');
  await expect.poll(facts).toBe('First half.');
  await write('First half. Second half.');
  await kept();

  expect(facts()).toBe('First half. Second half.');
  expect(lost).toBeGreaterThan(1);
});

test('the session ends: the words stay, the page leads back, and they are sent after signing in again', async () => {
  await context.clearCookies({ name: '__Host-session' });
  await write('Written into the void.');
  await says('refused');
  await expect.poll(async () => (await held()).copies).toBe(1);
  expect(await page.getAttribute('[data-keeping-link=refused]', 'href')).toBe(`/my/reports/${id}`);
  await page.click('[data-keeping-link=refused]');
  await page.waitForURL(/sign-in/);

  const session = ivana.browser.cookies.get('__Host-session') ?? '';
  await context.addCookies([
    { name: '__Host-session', value: session, url: world.url.replace('http:', 'https:'), secure: true },
  ]);
  await page.goto(url);
  await kept();

  expect(facts()).toBe('Written into the void.');
});

test('a second device: both texts are shown, none is overwritten, and the person decides', async () => {
  const other = await openPage(browser, world.url, { width: 360, as: ivana.browser });
  await other.page.goto(url);
  await context.setOffline(true);
  await write('From the laptop.');
  await says('offline');
  await write('From the phone.', other.page);
  await kept(other.page);
  await context.setOffline(false);
  await says('conflict');
  expect(facts()).toBe('From the phone.');

  await page.click('#saved-summary button');
  await page.waitForSelector('#section-summary .warning');
  expect(await page.textContent('#section-summary .warning')).toContain('From the phone.');
  expect(await page.inputValue('textarea[name=facts]')).toBe('From the laptop.');
  expect(facts()).toBe('From the phone.');
  await page.fill('textarea[name=facts]', 'From the phone. From the laptop.');
  await kept();
  expect(facts()).toBe('From the phone. From the laptop.');
  await other.context.close();
});

test('a dead tab and a second device: the copy is offered beside what the server has', async () => {
  await context.setOffline(true);
  await write('Kept in the dead tab.');
  await says('offline');
  await expect.poll(async () => (await held()).copies).toBe(1);
  await die(page);
  const other = await openPage(browser, world.url, { width: 1280, as: ivana.browser });
  await other.page.goto(url);
  await write('Meanwhile elsewhere.', other.page);
  await kept(other.page);
  await other.context.close();

  await context.setOffline(false);
  page = await context.newPage();
  await page.goto(url);
  const offer = await page.waitForSelector('#section-summary [data-take]');
  const cells = await page.locator('#section-summary tbody td').allTextContents();
  expect(cells.slice(1)).toEqual(['Meanwhile elsewhere.', 'Kept in the dead tab.']);
  expect(facts()).toBe('Meanwhile elsewhere.');
  await offer.click();
  await kept();

  expect(facts()).toBe('Kept in the dead tab.');
  await expect.poll(async () => (await held()).copies).toBe(0);
});

test('signing out leaves no copy behind', async () => {
  await context.setOffline(true);
  await write('Not to stay on a shared computer.');
  await says('offline');
  await expect.poll(async () => (await held()).copies).toBe(1);
  await page.route(`${url}/summary`, (route) => route.abort());
  await context.setOffline(false);
  await page.locator('form[action="/sign-out"] button:visible').click();
  await page.waitForURL((at) => !at.pathname.includes('reports'));

  expect((await held()).copies).toBe(0);
  // Signed out for good: the others sign in anew.
  ivana.browser.cookies.set(
    '__Host-session',
    world.signedIn('Ivana Again', ['intern']).browser.cookies.get('__Host-session') ?? '',
  );
});
