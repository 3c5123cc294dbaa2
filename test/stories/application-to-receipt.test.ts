// From the home page to a receipt, and to the coordinator who finds it: by hand, on a phone, in each language.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Language, say } from '../../src/i18n/index.js';
import { follow, launch, openPage, serveWorld } from '../support/browse.js';
import { answers, CALL, makeCall } from '../support/make.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

/** Set SCREENSHOTS to a folder to see each page of the way. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** Types, picks and ticks in the form of this page, whatever kind of field each is, and sends it. */
async function fillIn(page: Page, typed: Record<string, string>): Promise<void> {
  const form = page.locator('main form[method="post"]').first();
  for (const [name, value] of Object.entries(typed)) {
    const field = form.locator(`[name="${name}"]`);
    const type = await field.first().getAttribute('type');
    const tagName = await field.first().evaluate((one) => one.tagName);
    if (type === 'radio') await tick(form.locator(`[name="${name}"][value="${value}"]`));
    else if (type === 'checkbox') await tick(field);
    else if (tagName === 'SELECT') await field.selectOption(value);
    // A name for “another” university is asked for once that is chosen.
    else if (value !== '' || (await field.isVisible())) await field.fill(value);
  }
  await send(page);
}

/** By its label, as a thumb does: the label lies over the small box. */
async function tick(box: Locator): Promise<void> {
  if (!(await box.isChecked())) await box.locator('xpath=following-sibling::label').click();
}

const button = (page: Page) => page.locator('main form[method="post"] button:not([type=button])').first();

async function send(page: Page): Promise<void> {
  await follow(page, button(page));
}

/** A page of a certificate as a phone takes it: lying on its side, with the place where it was taken. */
async function phonePhoto(shade: string): Promise<Buffer> {
  return sharp({ create: { width: 1200, height: 900, channels: 3, background: shade } })
    .jpeg()
    .withMetadata({
      orientation: 6,
      exif: { IFD0: { Model: 'Marker-of-a-phone' }, IFD3: { GPSLatitude: '42/1 39/1 0/1' } },
    })
    .toBuffer();
}

const people: { language: Language; name: string; typed: string; javaScript: boolean }[] = [
  { language: 'sq', name: 'Arta Shembëll Çela', typed: 'arta shembell cela', javaScript: true },
  { language: 'sr', name: 'Nenad Đurđić', typed: 'ненад djurdjic', javaScript: true },
  { language: 'en', name: 'Emine Örnek', typed: 'ornek', javaScript: false },
];

test.each(people)(
  '$name applies in $language (JavaScript: $javaScript), and Dafina finds and reads it',
  async ({ language, name, typed, javaScript }) => {
    const world = await serveWorld();
    makeCall(world);
    const { page, context, complaints } = await openPage(browser, world.url, { language, javaScript });
    const step = (shot: string) => look(page, `${language}-${shot}`);
    const word = (key: string, values?: Record<string, string>) => say(language, key, values);
    const heading = () => page.locator('h1').first().textContent();
    const email = 'somebody@example.org';

    // From the home page to the call, and to its button.
    await page.goto(world.url);
    await step('01-home');
    await follow(page, page.locator(`main a[href="${CALL}"]`).first());
    await step('02-call');
    await follow(page, page.locator(`main a[href="${CALL}/apply"]`).first());

    // The door: an address, a letter, a link opened by a button; then back to where they were going.
    await fillIn(page, { email });
    expect(new URL(page.url()).pathname).toBe('/sign-in/sent');
    await step('03-sent');
    const [letter] = world.letters();
    expect([letter?.letter, letter?.language, letter?.recipient]).toEqual(['sign-in-link', language, email]);
    await page.goto(/https?:\/\/\S+/.exec(letter?.text ?? '')?.[0] ?? 'about:blank');
    await step('04-open');
    await send(page);
    expect(new URL(page.url()).pathname).toBe(`${CALL}/apply`);
    await step('05-start');
    await send(page);
    const home = page.url();
    expect(new URL(home).pathname).toMatch(/^\/my\/applications\/\d+$/);
    await step('06-tasks');

    // One page after another, each leading to the next.
    await follow(page, page.locator('.tasks a').first());
    await step('07-about');
    await fillIn(page, { ...answers.about, name, letterLanguage: language });
    expect(page.url()).toBe(`${home}/studies`);
    await step('08-studies');
    // The institution chosen from the list says its faculty: there is no such question any more.
    const { faculty: _, ...studies } = answers.studies;
    await fillIn(page, { ...studies, average: '' });
    await page.goto(`${home}/studies`);
    await fillIn(page, studies);
    expect(page.url()).toBe(`${home}/experience`);
    await step('09-experience');
    await fillIn(page, answers.experience);
    expect(page.url()).toBe(`${home}/letter`);
    await step('10-letter');
    await fillIn(page, answers.letter);
    expect(page.url()).toBe(`${home}/documents/grades_certificate`);

    // Two photos of one certificate.
    const photos = await Promise.all(['#f4f1e8', '#e8f1f4'].map(phonePhoto));
    const files = photos.map((buffer, index) => ({
      name: `IMG_${index}.jpg`,
      mimeType: 'image/jpeg',
      buffer,
    }));
    await page.locator('input[type=file]').setInputFiles(files);
    await button(page).click();
    await page.waitForSelector('.document');
    expect(await page.locator('.document').count()).toBe(1);
    await step('11-documents');

    await page.goto(home);
    await step('12-tasks');
    await page.goto(`${home}/declarations`);
    await fillIn(page, answers.declarations);
    expect(page.url()).toBe(`${home}/check`);
    expect(await page.locator('main').textContent()).toContain('8,85');
    await step('13-check');

    // Sent: a receipt on the page, in the post, and as a file.
    await send(page);
    expect(page.url()).toBe(home);
    const reference = 'HLC-2026-0001';
    expect(await heading()).toBe(word('applications.status.title', { reference }));
    await step('14-status');
    const receipt = world.letters().at(-1);
    expect([receipt?.letter, receipt?.language, receipt?.text.includes(reference)]).toEqual([
      'application-received',
      language,
      true,
    ]);
    const pdf = await context.request.get(`${home}/answers.pdf`);
    expect([pdf.status(), (await pdf.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    expect(complaints()).toEqual([]);
    await context.close();

    // The coordinator, who types what she remembers of the name.
    const dafina = world.signedIn('Dafina', ['coordinator'], language);
    const desk = await openPage(browser, world.url, {
      width: 1280,
      language,
      javaScript,
      as: dafina.browser,
    });
    await desk.page.goto(`${world.url}/staff/applications`);
    await look(desk.page, `${language}-15-list`);
    await desk.page.fill('#q', typed);
    await desk.page.press('#q', 'Enter');
    // The search is in the address, and not in words: only then is this the list of what was found.
    await desk.page.waitForURL(/\?/);
    const row = desk.page.locator('tr[data-row]', { hasText: reference });
    await row.waitFor();
    expect(await desk.page.locator('tr[data-row]').count()).toBe(1);
    await follow(desk.page, row.locator('a').first());
    expect(await desk.page.locator('h1').first().textContent()).toBe(name);
    const read = (await desk.page.locator('main').textContent()) ?? '';
    for (const seen of [reference, answers.letter.letter.slice(0, 40), word('eligibility.rule.lawFaculty')])
      expect(read).toContain(seen);
    const [picture] = await desk.page.locator('#documents img').all();
    // Taken lying on its side, shown upright.
    const [width = 0, height = 0] =
      (await picture?.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])) ?? [];
    expect(height / width).toBeGreaterThan(1.2);
    await look(desk.page, `${language}-16-file`);
    expect(desk.complaints()).toEqual([]);
    await desk.context.close();

    // Nothing of the phone came along.
    const stored = await dafina.browser.bytes(`/files/1`);
    expect([stored.status, stored.body.includes('Marker-of-a-phone')]).toEqual([200, false]);
    expect(photos.map((photo) => photo.includes('Marker-of-a-phone'))).toEqual([true, true]);
    await world.stop();
  },
);
