// The workbench under the hands: one key a fact, the next one in focus, off when switched off; and its pages measured.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkPage, launch, openPage, serveWorld } from '../support/browse.js';
import { makeApplication, makeCall } from '../support/make.js';

type Served = Awaited<ReturnType<typeof serveWorld>>;
let browser: Browser;
let world: Served;
beforeAll(async () => {
  browser = await launch();
  world = await serveWorld({}, 'file');
  makeCall(world);
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

test('m, d and c judge the fact in focus and go on to the next; the page stays', async () => {
  const arta = await makeApplication(world, 'Arta Krasniqi');
  const dafina = world.signedIn('Dafina', ['coordinator']);
  const file = `${world.url}/staff/applications/${arta.id}`;
  const { page, complaints } = await openPage(browser, world.url, { width: 1280, as: dafina.browser });
  await page.goto(file);
  const focus = () => page.evaluate(() => document.activeElement?.closest('[data-row]')?.id);
  const judged = (fact: string) => page.waitForSelector(`#fact-${fact}[data-judged]:not([data-dealt])`);

  await page.keyboard.press('m');
  expect(await focus()).toBeUndefined();
  await page.keyboard.press('j');
  expect(await focus()).toBe('fact-institution');
  await page.keyboard.press('m');
  await judged('institution');
  expect(await focus()).toBe('fact-faculty');
  await page.keyboard.press('c');
  await judged('faculty');
  expect(await focus()).toBe('fact-degree');
  await page.keyboard.press('d');
  await page.waitForSelector('#fact-degree form.judge');
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'value');
  await page.selectOption('#degree-value', 'master');
  await page.click('#fact-degree [type=submit]');
  await judged('degree');
  expect(await focus()).toBe('fact-studyYear');
  expect(await page.textContent('#progress-text')).toBe('3 of 12 checked');
  expect(await page.getAttribute('[data-rule="bachelorYear"]', 'data-result')).toBe('not_met');
  expect(await page.getAttribute('[data-rule="lawFaculty"]', 'data-result')).toBe('met_declared');
  // The degree that differs is a ground by now: the next step says so without the page being loaded again.
  await page.waitForSelector('#next a[href$="/screen-out"]');

  await page.click('[data-keys]');
  await page.focus('#fact-studyYear [data-open]');
  await page.keyboard.press('m');
  expect(await page.getAttribute('#fact-studyYear', 'data-judged')).toBeNull();
  expect(page.url()).toBe(file);
  expect(complaints()).toEqual([]);
});

test('without JavaScript the same buttons are forms and pages', async () => {
  const nenad = await makeApplication(world, 'Nenad Petrović');
  const dafina = world.signedIn('Dafina Two', ['coordinator']);
  const file = `${world.url}/staff/applications/${nenad.id}`;
  const { page } = await openPage(browser, world.url, { as: dafina.browser, javaScript: false });
  await page.goto(file);

  await page.click('#fact-faculty [value=matches]');
  await page.waitForURL(/#fact-degree$/);
  await page.click('#fact-averageTenThousandths [data-key=d]');
  await page.fill('#value', '7,9');
  await page.click('form.judge [type=submit]');
  await page.waitForURL(/#fact-criminalLaw$/);

  expect(await page.textContent('#fact-averageTenThousandths .fact__read')).toContain('7.90');
  expect(await page.textContent('#progress-text')).toBe('2 of 12 checked');
});

test('nothing is wrong with the pages of a file that is being checked', async () => {
  const vesa = await makeApplication(world, 'Vesa Berisha', { language: 'sq' });
  const dafina = world.signedIn('Dafina Three', ['coordinator']);
  world.signedIn('Luan', ['director']);
  const file = `${world.url}/staff/applications/${vesa.id}`;
  const open = await openPage(browser, world.url, { as: dafina.browser });
  const exams = 'A; 1; 6\nB; 2; 3';
  await dafina.browser.submit(`/staff/applications/${vesa.id}/facts/faculty`, { verdict: 'cannot_tell' });
  const typed = { method: 'weighted', worst: '5', best: '1', exams };
  await dafina.browser.submit(`/staff/applications/${vesa.id}/average`, typed);
  await dafina.browser.submit(`/staff/applications/${vesa.id}/notes`, { note: '@Luan, look' });

  for (const path of ['', '/facts/averageTenThousandths?verdict=differs', '/average', '/notes'])
    expect([path, await checkPage(open, file + path)]).toEqual([path, { status: 200, faults: [] }]);
});
