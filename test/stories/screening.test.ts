// Forty applications in a real browser: certificates that match, differ and cannot be read; several screened in after
// every name; asked for more and supplied, or not; refused by two, undone before and after the letter left, contested and
// re-opened by somebody else. Each applicant reads their own language on a phone, each of the staff another at a desk.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { letters } from '../../db/schema/mail.js';
import { factNames } from '../../db/schema/verification.js';
import type { Language } from '../../src/access/actor.js';
import { applicationById } from '../../src/applications/queries.js';
import { say } from '../../src/i18n/index.js';
import { watchRequests } from '../../src/jobs/requests.js';
import { hour, minute } from '../../src/lib/time.js';
import { deliver } from '../../src/mail/send.js';
import { QUIET } from '../../src/mail/service.js';
import { tinyPdf } from '../paper/papers.js';
import { type Made, makeApplication, wholeAnswers } from '../support/applications.js';
import { follow, launch, openPage, serveWorld } from '../support/browse.js';
import { makeOffice, staffIn, verifyAll } from '../support/deciding.js';
import { openPostOffice } from '../support/post-office.js';
import type { Browser as Signed } from '../support/world.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

const complaining: (() => string[])[] = [];
let shot = 0;
/** Set SCREENSHOTS to a folder to see each page of the way. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  shot += 1;
  await page.screenshot({
    path: join(folder, `${String(shot).padStart(2, '0')}-${name}.png`),
    fullPage: true,
  });
}

/** Presses what leads to another page. */
async function press(page: Page, selector: string): Promise<void> {
  await follow(page, page.locator(selector).first());
}
const SEND = 'main form[method="post"] button:not([type=button])';
const textOf = async (page: Page) => (await page.locator('main').textContent()) ?? '';

/** With the keyboard alone: goes to the fact and judges it by its letter. */
async function judge(page: Page, fact: string, key: 'm' | 'd' | 'c'): Promise<void> {
  await page.locator(`#fact-${fact} [data-open]`).focus();
  await page.keyboard.press(key);
  if (key !== 'd') await page.waitForSelector(`#fact-${fact}[data-judged]:not([data-dealt])`);
  else await page.waitForSelector(`#fact-${fact} form.judge`);
}

test('a week of the office with forty applications, in three languages', async () => {
  const office = await openPostOffice();
  const served = await serveWorld({ smtpUrl: office.url });
  const { world, call, arta, nenad, dafina, edon, luan } = makeOffice({}, served, 'unread');
  const open = async (as: Signed, language: Language, width: number) => {
    const { page, complaints } = await openPage(browser, served.url, { width, language, as });
    complaining.push(complaints);
    return { page, word: (key: string, values = {}) => say(language, key, values) };
  };
  const file = ({ id }: Made) => `${served.url}/staff/applications/${id}`;
  const mine = ({ url }: Made) => `${served.url}${url}`;
  const stateOf = ({ id }: Made) => applicationById(world.ctx.db, id)?.state;
  const letterTo = (name: string) => world.letters().findLast((one) => one.letter === name);
  const writing = (name: string, letterLanguage: string) => ({
    name,
    answers: { about: { ...wholeAnswers(name).about, letterLanguage } },
  });
  const emine = makeApplication(world, call, writing('Emine Sample', 'en'));
  const dardan = makeApplication(world, call, writing('Dardan Sample', 'sq'));
  const others = Array.from({ length: 36 }, (_one, index) =>
    makeApplication(world, call, { name: `Sample ${index + 1}` }),
  );
  for (const { id } of others) verifyAll(world, dafina.actor, id);
  // Forty receipts are of another story.
  world.ctx.db.update(letters).set({ state: 'sent', sentAt: 1 }).where(eq(letters.state, 'queued')).run();
  const post = async () => {
    world.clock.pass(QUIET + minute);
    await deliver(world.ctx, {});
  };

  // Dafina, in Albanian, by keyboard: Arta's certificate matches in everything, and what she may do next appears.
  const desk = await open(dafina.browser, 'sq', 1280);
  await desk.page.goto(file(arta));
  await look(desk.page, 'file-sq');
  await desk.page.keyboard.press('j');
  for (const fact of factNames) {
    await desk.page.keyboard.press('m');
    await desk.page.waitForSelector(`#fact-${fact}[data-judged]:not([data-dealt])`);
  }
  await desk.page.waitForSelector('#next a.button[href$="/screen-in"]:not(.button--secondary)');
  await look(desk.page, 'all-match-sq');
  await press(desk.page, '#next a[href$="/screen-in"]');
  expect(await textOf(desk.page)).toContain(desk.word('screening.in.all_met'));
  await press(desk.page, SEND);
  expect(stateOf(arta)).toBe('in_review');
  await press(desk.page, '#next a[href$="/undo"]');
  await press(desk.page, SEND);
  expect(stateOf(arta)).toBe('submitted');

  // Thirty-seven at once: every name first, one left out; then they are in, and she with them.
  await desk.page.goto(`${served.url}/staff/screening`);
  expect(await desk.page.locator('[name=application]').count()).toBe(37);
  expect(await textOf(desk.page)).toContain('Sample 36');
  await look(desk.page, 'several-sq');
  await desk.page.locator(`label[for="application-${others[0]?.id}"]`).click();
  await press(desk.page, SEND);
  expect([arta, others[0] as Made, others[35] as Made].map(stateOf)).toEqual([
    'in_review',
    'submitted',
    'in_review',
  ]);

  // Emine's cannot be read: that is no ground to refuse. She and Dardan are asked for a better one.
  await desk.page.goto(file(emine));
  await judge(desk.page, 'averageTenThousandths', 'c');
  await desk.page.goto(`${file(emine)}/screen-out`);
  expect(await textOf(desk.page)).toContain(desk.word('screening.out.none'));
  for (const made of [emine, dardan]) {
    await desk.page.goto(`${file(made)}/ask`);
    await desk.page.locator('[value="document:grades_certificate"] + label').click();
    await desk.page.locator('[name=dueOn]').fill('2026-10-30');
    await press(desk.page, SEND);
    expect(stateOf(made)).toBe('info_requested');
  }
  await desk.page.goto(`${served.url}/staff/letters/release`);
  expect(await textOf(desk.page)).toContain('Emine Sample');
  await look(desk.page, 'release-letters-sq');
  await press(desk.page, SEND);
  await post();
  expect(office.received.map(({ to }) => [to].flat()[0]?.text).sort()).toEqual([
    'dardan.sample@example.org',
    'emine.sample@example.org',
  ]);

  // Emine, in English on a phone: she is told that nothing has come yet, sends another one, and it has.
  const phone = await open(emine.browser, 'en', 360);
  await phone.page.goto(mine(emine));
  await look(phone.page, 'asked-en');
  await press(phone.page, 'main a[href$="/supply"]');
  await press(phone.page, SEND);
  expect(await textOf(phone.page)).toContain(phone.word('requests.problem.missing', { count: 1 }));
  await look(phone.page, 'supply-missing-en');
  await press(phone.page, '.tasks a');
  const better = { name: 'certificate.pdf', mimeType: 'application/pdf', buffer: tinyPdf(['0 0 1']) };
  await phone.page.locator('input[type=file]').setInputFiles(better);
  await phone.page.locator(SEND).first().click();
  await phone.page.waitForSelector('.flash');
  await phone.page.goto(`${mine(emine)}/supply`);
  expect(await textOf(phone.page)).toContain(phone.word('requests.came.yes'));
  await press(phone.page, SEND);
  expect([stateOf(emine), letterTo('information-received')?.language]).toEqual(['submitted', 'en']);
  await desk.page.goto(file(emine));
  expect(await textOf(desk.page)).toContain(desk.word('requests.came.yes'));
  await look(desk.page, 'supplied-sq');

  // Nenad's differs: Dafina proposes, Edon (in Serbian) has looked and confirms, Luan (in English) releases.
  verifyAll(world, dafina.actor, nenad.id);
  await desk.page.goto(file(nenad));
  await judge(desk.page, 'averageTenThousandths', 'd');
  await desk.page.locator('#averageTenThousandths-value').fill('7,20');
  await desk.page.keyboard.press('Enter');
  await desk.page.waitForSelector('#next a[href$="/screen-out"]');
  await press(desk.page, '#next a[href$="/screen-out"]');
  await desk.page.locator('[name=note]').fill('Në certifikatë 7,20');
  await look(desk.page, 'propose-sq');
  await press(desk.page, SEND);
  const second = await open(edon.browser, 'sr', 1280);
  await second.page.goto(`${served.url}/staff/tasks`);
  await press(second.page, `a[href="/staff/applications/${nenad.id}/proposal"]`);
  await second.page.locator('label[for=looked]').click();
  await look(second.page, 'confirm-sr');
  await press(second.page, 'button[value=confirm]');
  const director = await open(luan.browser, 'en', 1280);
  const release = async () => {
    await director.page.goto(`${served.url}/staff/tasks`);
    await press(director.page, 'a[href="/staff/decisions/release"]');
    expect(await textOf(director.page)).toContain('Nenad Petrović');
    await look(director.page, 'release-en');
    await press(director.page, SEND);
    expect(stateOf(nenad)).toBe('ineligible');
  };

  // Undone while its letter waits: the decision waits again, its letter is a draft again. Then it leaves for good.
  await release();
  await director.page.goto(`${file(nenad)}/undo`);
  await look(director.page, 'undo-en');
  await press(director.page, SEND);
  expect([stateOf(nenad), letterTo('conditions-not-met')?.state]).toEqual(['submitted', 'draft']);
  await release();
  await post();
  expect(office.received.at(-1)).toMatchObject({ subject: letterTo('conditions-not-met')?.subject });
  expect(letterTo('conditions-not-met')).toMatchObject({ language: 'sr', state: 'sent' });
  await director.page.goto(`${file(nenad)}/undo`);
  expect(await textOf(director.page)).toContain(director.word('reversals.obstacle.left'));

  // Nenad, in Serbian on a phone, reads the same trace and what was verified, and says that it is wrong.
  const his = await open(nenad.browser, 'sr', 360);
  await his.page.goto(mine(nenad));
  expect(await textOf(his.page)).toContain(his.word('verification.mine.title'));
  expect(await textOf(his.page)).toContain('7,20');
  await look(his.page, 'refused-sr');
  await press(his.page, 'main a[href$="/contest"]');
  await his.page.locator('[name=words]').fill('Na drugoj strani piše 8,20.');
  await look(his.page, 'contest-sr');
  await press(his.page, SEND);
  expect([stateOf(nenad), letterTo('contest-received')?.language]).toEqual(['submitted', 'sr']);

  // Who had part may neither decide nor ask; Mira reads the right page and lets him go on, with a letter.
  for (const path of ['screen-in', 'ask']) {
    await second.page.goto(`${file(nenad)}/${path}`);
    expect(await textOf(second.page)).toContain(second.word('contests.not_yours'));
  }
  const mira = staffIn(world, 'Mira', ['coordinator']);
  const third = await open(mira.browser, 'en', 1280);
  await third.page.goto(`${served.url}/staff/tasks`);
  await press(third.page, `a[href="/staff/applications/${nenad.id}"]`);
  expect(await textOf(third.page)).toContain('Na drugoj strani piše 8,20.');
  await judge(third.page, 'averageTenThousandths', 'd');
  await third.page.locator('#averageTenThousandths-value').fill('8,20');
  await third.page.keyboard.press('Enter');
  await third.page.waitForSelector('#next a.button[href$="/screen-in"]:not(.button--secondary)');
  await look(third.page, 'contested-en');
  await press(third.page, '#next a[href$="/screen-in"]');
  await press(third.page, SEND);
  expect([stateOf(nenad), letterTo('decision-changed')?.language]).toEqual(['in_review', 'sr']);

  // Dardan sends nothing: on the day it comes back to be read, and nobody has refused him.
  world.clock.set(Date.parse('2026-10-30T23:00:00Z') + hour);
  await watchRequests.run(world.ctx, new AbortController().signal);
  const later = await open(staffIn(world, 'Besa', ['coordinator']).browser, 'sq', 1280);
  await later.page.goto(file(dardan));
  expect(await textOf(later.page)).toContain(later.word('requests.came.no'));
  await look(later.page, 'not-supplied-sq');
  expect(stateOf(dardan)).toBe('submitted');
  expect(complaining.flatMap((complaints) => complaints())).toEqual([]);
  await served.stop();
});
