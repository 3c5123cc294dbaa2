// From a scheduled hearing to the next one's assignment, in a real browser: the sheet of paper, a report that is
// interrupted by everything that can, filed in few steps, and the calendar that keeps itself.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hearingById } from '../../src/hearings/queries.js';
import { reportOf } from '../../src/reports/queries.js';
import * as rota from '../../src/rota/service.js';
import { die, faultsInWidth, follow, launch, openPage, serveWorld } from '../support/browse.js';
import { coordinator } from '../support/cases.js';
import { makeHearing } from '../support/hearings.js';
import { type Court, makeCourt } from '../support/reports.js';

let browser: Browser;
let world: Awaited<ReturnType<typeof serveWorld>>;
let court: Court;

beforeAll(async () => {
  browser = await launch();
  world = await serveWorld({}, 'file');
  court = makeCourt(world);
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

/** Somebody at a keyboard, whose every choice, field and click is counted; what they tell in words is not. */
class Hand {
  done = 0;
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async click(selector: string) {
    this.done += 1;
    await this.page.click(selector);
  }
  /** A click that leads to another page. */
  async follow(selector: string) {
    this.done += 1;
    await follow(this.page, this.page.locator(selector));
  }
  /** One of several, or a box to tick. */
  async pick(name: string, value: string) {
    const id = await this.page.getAttribute(`[name="${name}"][value="${value}"]`, 'id');
    await this.click(`label[for="${id}"]`);
  }
  async choose(name: string, value: string) {
    this.done += 1;
    await this.page.selectOption(`[name="${name}"]`, value);
  }
  async type(name: string, text: string) {
    this.done += 1;
    await this.page.fill(`[name="${name}"]`, text);
  }
  async tell(name: string, text: string) {
    await this.page.fill(`[name="${name}"]`, text);
  }
}

const kept = (page: Page) => page.waitForSelector('#keeping.saved--done');
/** What the copies in the browser of this page say, opened with the key that only the report's page brings. */
const copiesIn = (page: Page, keyText: string) =>
  page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (one) =>
      one.charCodeAt(0),
    );
    const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['decrypt']);
    const answered = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done) => {
        request.onsuccess = () => done(request.result);
      });
    const db = await answered(indexedDB.open('copies'));
    const rows: { iv: BufferSource; sealed: ArrayBuffer }[] = await answered(
      db.transaction('copies').objectStore('copies').getAll(),
    );
    db.close();
    const opened = rows.map(({ iv, sealed }) => crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed));
    return (await Promise.all(opened)).map((plain) => new TextDecoder().decode(plain)).join('\n');
  }, keyText);
/** Waits until the browser has its copy of this answer, which it makes a moment after it was given. */
const copied = (page: Page, key: string, name: string, value: string) =>
  expect.poll(() => copiesIn(page, key)).toContain(JSON.stringify([name, value]));
async function keyOf(context: BrowserContext, url: string): Promise<string> {
  const html = await (await context.request.get(url)).text();
  return /data-copy-key="([^"]+)"/.exec(html)?.[1] ?? '';
}
const gist = 'Spoke of the weeks before the events.';
const told =
  'The presiding judge opened the session. The prosecutor proposed a witness, who was heard. '.repeat(12);

async function tab(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

test('a hearing, its sheet, its report, whatever comes between, and the next hearing', async () => {
  const { context, page } = await openPage(browser, world.url, { width: 1280, as: court.ivana.browser });
  const session = { name: '__Host-session', url: world.url.replace('http:', 'https:'), secure: true };

  // Before: the sheet for a courtroom without devices.
  await page.goto(`${world.url}/my/work`);
  await follow(page, page.locator('.tasks a').first());
  await follow(page, page.locator('a[href$="/note-sheet"]').first());
  expect(await page.textContent('.sheet__people')).toContain('Mimoza Mbrojtësja');

  // Afterwards, from the notes.
  await page.goto(`${world.url}/my/hearings/${court.hearingId}/report`);
  let hand = new Hand(page);
  await hand.follow('main form button');
  const { pathname } = new URL(page.url());
  const url = `${world.url}${pathname}`;
  await hand.pick('outcome', 'held_productive');
  await hand.pick('panelSame', 'yes');
  await hand.type('startedAt', '9:35');
  await hand.type('endedAt', '11.10');
  await kept(page);
  const key = await keyOf(context, url);

  // The network goes, and the tab with it.
  await context.setOffline(true);
  await hand.pick('announced', 'board');
  await hand.pick('publicity', 'open');
  await hand.pick('recording', 'audio');
  await hand.pick('actions', 'witness');
  await page.waitForSelector('#keeping.saved--failed');
  for (const [name, value] of [
    ['announced', 'board'],
    ['publicity', 'open'],
    ['recording', 'audio'],
    ['actions', 'witness'],
  ] as const)
    await copied(page, key, name, value);
  await die(page);
  await context.setOffline(false);
  let again = await tab(context, url);
  await kept(again);
  let before = hand.done;
  hand = new Hand(again);

  // A witness, while the session ends.
  await hand.choose('witnesses-0-who', 'typed');
  await hand.type('witnesses-0-label', 'Agron Shembulli');
  await hand.pick('witnesses-0-named', 'on');
  await hand.pick('witnesses-0-role', 'WIT');
  await hand.pick('witnesses-0-calledBy', 'prosecution');
  await hand.pick('witnesses-0-measures', 'NONE');
  await hand.pick('witnesses-0-language', 'sq');
  await kept(again);
  await context.clearCookies({ name: '__Host-session' });
  await hand.pick('witnesses-0-examinedBy', 'prosecution');
  await hand.pick('witnesses-0-examinedBy', 'defence');
  await hand.type('witnesses-0-startedAt', '9:50');
  await hand.type('witnesses-0-endedAt', '10:40');
  await hand.pick('witnesses-0-changed', 'no');
  await hand.tell('witnesses-0-gist', gist);
  await again.waitForSelector('[data-keeping-link=refused]:not([hidden])');
  await copied(again, key, 'witnesses-0-gist', gist);
  await context.addCookies([{ ...session, value: court.ivana.browser.cookies.get('__Host-session') ?? '' }]);
  await again.close();
  again = await tab(context, url);
  await kept(again);
  before += hand.done;
  hand = new Hand(again);

  // The rest; the summary is begun on the phone, and the laptop does not write over it.
  await hand.pick('interpretation', 'no');
  await hand.pick('documentsServed', 'all');
  for (const code of 'PUB TIME IMP ARMS INNO PREP COUN WITX INTR PRES VIC RECD'.split(' '))
    await hand.pick(`indicators-${code}-answer`, 'yes');
  await hand.pick('conduct', 'nothing');
  await kept(again);
  const phone = await openPage(browser, world.url, { width: 360, as: court.ivana.browser });
  await phone.page.goto(url);
  await phone.page.fill('[name=facts]', 'Begun on the phone.');
  await kept(phone.page);
  // With all of it unfolded, nothing stands out to the side.
  await phone.page.evaluate(() => {
    for (const one of document.querySelectorAll('main details')) one.setAttribute('open', '');
  });
  expect(await faultsInWidth(phone.page, [320, 360, 1280])).toEqual([]);
  await phone.context.close();
  await hand.tell('facts', told);
  await again.waitForSelector('#saved-summary button');
  await follow(again, again.locator('#saved-summary button'));
  expect(await again.textContent('#section-summary .warning')).toContain('Begun on the phone.');
  await hand.tell('facts', `${told}Begun on the phone.`);
  await kept(again);

  await hand.pick('nextKind', 'date');
  await hand.type('nextOn', '2026-11-12');
  await hand.type('nextTime', '10:00');
  await hand.type('nextRoom', '3');
  await kept(again);
  await hand.follow('.report__rail a.button');
  await hand.click('label[for=attested]');
  await hand.follow('main form[action$="/check"] button');
  expect(await again.locator('.flash').count()).toBe(1);

  const report = reportOf(world.ctx.db, court.hearingId);
  expect(report?.state).toBe('filed');
  expect(before + hand.done).toBeLessThanOrEqual(60);
  expect(hearingById(world.ctx.db, court.hearingId)?.state).toBe('held');

  // Returned with a word beside a field, mended, filed again, approved.
  const { dafina } = court;
  const review = `/staff/reviews/${report?.id}`;
  const remark = { section: 'summary', field: 'facts', words: 'Who proposed the witness?' };
  await dafina.browser.submit(review, remark, `${review}/comments`);
  await dafina.browser.submit(review, { deed: 'return', note: 'Nearly there.' }, `${review}/decide`);
  expect(reportOf(world.ctx.db, court.hearingId)?.state).toBe('returned');
  await again.goto(url);
  expect(await again.textContent('#section-summary')).toContain('Who proposed the witness?');
  await again.fill('[name=facts]', `${told}The witness was proposed by the prosecution.`);
  await again.waitForSelector('#saved-summary .saved--done');
  await follow(again, again.locator('.report__rail a.button'));
  await again.click('label[for=attested]');
  await follow(again, again.locator('main form[action$="/check"] button'));
  expect(await again.locator('.flash').count()).toBe(1);
  const questions = 'complete consistent previous attributed evidenced protected registers'.split(' ');
  await dafina.browser.submit(review, { deed: 'approve', questions }, `${review}/decide`);
  expect(reportOf(world.ctx.db, court.hearingId)?.state).toBe('approved');

  // The date that was typed is the next hearing; somebody is sent there.
  const next = report?.nextHearingId ?? 0;
  expect(hearingById(world.ctx.db, next)).toMatchObject({
    scheduledOn: '2026-11-12',
    scheduledTime: '10:00',
    courtroom: '3',
  });
  await context.close();
  const proposal = await dafina.browser.get('/staff/rota');
  expect(proposal.text).toContain('12 November 2026');
  await dafina.browser.submit(`/staff/hearings/${next}/assign`, { person: String(court.ivana.personId) });
  expect((await court.ivana.browser.get('/my/work')).text).toContain(`/staff/hearings/${next}`);
});

test('a hearing not held takes a dozen steps', async () => {
  const hearingId = makeHearing(world, court.caseId, { scheduledOn: '2026-10-21' });
  rota.assign(world.ctx, coordinator, { hearingId, personId: court.ivana.personId });
  const { context, page } = await openPage(browser, world.url, { width: 360, as: court.ivana.browser });
  await page.goto(`${world.url}/my/hearings/${hearingId}/report`);

  const hand = new Hand(page);
  await hand.follow('main form button');
  await hand.pick('outcome', 'not_opened');
  await hand.choose('reason', 'PRO-ABS');
  await hand.choose('responsible', 'prosecution');
  await hand.pick('reasonSource', 'judge');
  await hand.pick('nextKind', 'notice');
  await kept(page);
  expect(await page.isVisible('#section-indicators')).toBe(false);
  await hand.follow('.report__sections > .actions a.button');
  await hand.click('label[for=attested]');
  await hand.follow('main form[action$="/check"] button');
  expect(await page.locator('.flash').count()).toBe(1);

  expect(reportOf(world.ctx.db, hearingId)?.state).toBe('filed');
  expect(hearingById(world.ctx.db, hearingId)?.state).toBe('not_held');
  expect(hand.done).toBeLessThanOrEqual(12);
  await context.close();
});
