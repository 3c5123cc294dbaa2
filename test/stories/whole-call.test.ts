// A whole call: forty files, four readers, twelve interviews in two sessions, five places. What people must see is seen in
// Chromium; what they do many times over goes through the same forms without it.
import type { Browser as Chromium, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applicationById } from '../../src/applications/queries.js';
import { confirmedOf } from '../../src/bookings/queries.js';
import { invariants } from '../../src/jobs/invariants.js';
import { toInstant } from '../../src/lib/time.js';
import { placementsOf } from '../../src/placements/queries.js';
import * as scores from '../../src/scores/service.js';
import { tasksWaiting } from '../../src/tasks/queries.js';
import { type Made, makeCall } from '../support/applications.js';
import { follow, launch, openPage, serveWorld } from '../support/browse.js';
import { makeSession, meetAt } from '../support/interviews.js';
import { giveOut, makeInReview, makeReader, markFile, readingOf, redactAll } from '../support/reading.js';
import type { Browser } from '../support/world.js';

let chromium: Chromium;
beforeAll(async () => {
  chromium = await launch();
});
afterAll(() => chromium.close());

/** Forty people; the first five are read best, the next seven well. */
const names = Array.from({ length: 40 }, (_one, index) => {
  const first = ['Arta', 'Nenad', 'Drita', 'Jovana', 'Agim', 'Besa', 'Milan', 'Zana'][index % 8];
  return `${first} ${['Mostra', 'Uzorak', 'Shembulli', 'Primer', 'Provë'][Math.floor(index / 8)]}`;
});
const markOf = (index: number) => (index < 5 ? 4 : index < 12 ? 3 : 1 + (index % 2));
const interviewMarks = [4, 4, 4, 4, 4, 4, 3, 2, 1, 1, 1];

type World = Awaited<ReturnType<typeof serveWorld>>;

/** The call as it stands before the meeting: every file read by two, the marks locked, the names known. */
function prepare(world: World) {
  const call = makeCall(world, { places: 5 });
  const dafina = makeReader(world, 'Dafina', 'coordinator');
  const luan = makeReader(world, 'Luan', 'director');
  const readers = ['Mira', 'Igor', 'Teuta', 'Rina'].map((name) => makeReader(world, name, 'reviewer'));
  const files = names.map((name) => makeInReview(world, call, dafina.actor, { name }));
  redactAll(world, dafina.actor, files);
  giveOut(
    world,
    dafina.actor,
    call,
    readers.map(({ personId }) => personId),
  );
  for (const [index, { id }] of files.entries())
    for (const reader of readers.filter((one) => isTheirs(world, one, id)))
      markFile(world, call, reader, id, markOf(index), 'yes');
  scores.lock(world.ctx, dafina.actor, call.id);
  scores.reveal(world.ctx, dafina.actor, call.id);
  return { call, dafina, luan, readers, files };
}

function isTheirs(world: World, reader: Parameters<typeof readingOf>[1], id: number): boolean {
  try {
    return readingOf(world, reader, id) > 0;
  } catch {
    return false;
  }
}

const press = (page: Page, name: string) => follow(page, page.getByRole('button', { name, exact: true }));
const go = (page: Page, name: string) => follow(page, page.getByRole('link', { name }));
const confirm = (page: Page) => follow(page, page.locator('main form button.button').last());
const ok = ({ status, text }: { status: number; text: string }) => {
  if (status !== 303)
    throw new Error(`${status}: ${/class="error[\s\S]{0,400}/.exec(text)?.[0] ?? text.slice(0, 400)}`);
};

test('a call from the meeting on its shortlist to five internships', async () => {
  const world = await serveWorld();
  const { call, dafina, luan, readers, files } = prepare(world);
  const [mira, igor] = readers as [(typeof readers)[0], (typeof readers)[0]];
  const { db } = world.ctx;
  const stateOf = ({ id }: Made) => applicationById(db, id)?.state;
  const statesOf = (some: readonly Made[]) => some.map(stateOf);
  const at = (index: number) => files[index] as Made;
  const base = `/staff/calls/${call.id}`;
  const director = await openPage(chromium, world.url, { width: 1280, as: luan.browser });
  const { page } = director;

  // The meeting: the lot is drawn in the open, twelve enter, and the page says who and why.
  await page.goto(`${world.url}${base}/shortlist/draw`);
  await press(page, 'Draw the lot');
  await page.goto(`${world.url}${base}/shortlist?size=12`);
  expect(await page.getByText('12 files enter').count()).toBe(1);
  await press(page, 'Apply the list of 12');
  const shortlisted = files.filter((file) => stateOf(file) === 'shortlisted');
  expect(shortlisted).toEqual(files.slice(0, 12));

  // Two sessions of six times; all twelve are invited and choose, the first of them on a phone without scripts.
  const member = ({ browser, personId, actor }: typeof dafina) => ({ browser, personId, actor, name: '' });
  const plans = [
    { panel: [dafina, mira], day: '2026-11-02' },
    { panel: [luan, igor], day: '2026-11-03' },
  ];
  const slots = plans.flatMap(({ panel, day }) => {
    const ids = panel.map(({ personId }) => personId);
    return makeSession(world, call, member(dafina), ids, { day, count: 6 }).slots;
  });
  const invited = shortlisted.map(({ id }) => String(id));
  ok(await dafina.browser.submit(`${base}/invite`, { applications: invited, replyBy: '2026-10-29' }));
  const phone = await openPage(chromium, world.url, { as: at(0).browser, javaScript: false });
  await phone.page.goto(`${world.url}${at(0).url}`);
  await phone.page.goto(`${world.url}${at(0).url}/interview`);
  await phone.page.getByText('09:00, Prishtina time').first().click();
  await follow(phone.page, phone.page.locator('main form button').first());
  expect(await phone.page.locator('main').textContent()).toContain('2 November 2026');
  const taken = await at(1).browser.submit(`${at(1).url}/interview`, { slot: String(slots[0]?.id) });
  expect(taken.status).not.toBe(303);
  for (const [index, made] of shortlisted.entries())
    if (index > 0) ok(await made.browser.submit(`${made.url}/interview`, { slot: String(slots[index]?.id) }));
  expect(new Set(statesOf(shortlisted))).toEqual(new Set(['booked']));

  // The twelfth withdraws: the interview is cancelled, and both sides are told why.
  const before = world.letters().length;
  const leaver = await openPage(chromium, world.url, { as: at(11).browser });
  await leaver.page.goto(`${world.url}${at(11).url}/withdraw`);
  await leaver.page.locator('textarea[name="reason"]').fill('I begin to work in January.');
  await press(leaver.page, 'Withdraw');
  expect([stateOf(at(11)), confirmedOf(db, at(11).id)]).toEqual(['withdrawn', undefined]);
  const told = world.letters().slice(before);
  const toThem = told.find(({ letter }) => letter === 'interview-cancelled');
  expect(toThem?.text).toContain('because the application was withdrawn');
  const toPanel = told.filter(({ letter }) => letter === 'panel-notice');
  expect(toPanel.map(({ text }) => text.includes('because the application was withdrawn'))).toEqual([
    true,
    true,
  ]);
  await leaver.context.close();

  // The two days: who came, and a card from each of the panel.
  const met = shortlisted.slice(0, 11);
  for (const [which, { panel, day }] of plans.entries()) {
    meetAt(world, toInstant(day, '17:00'));
    for (const [index, made] of met.entries()) {
      if (Math.floor(index / 6) !== which) continue;
      const booking = `/staff/bookings/${confirmedOf(db, made.id)?.booking.id}`;
      ok((await panel[1]?.browser.submit(`${booking}/attendance`, { outcome: 'present' })) ?? never());
      for (const { browser } of panel) ok(await card(browser, booking, interviewMarks[index] ?? 0));
    }
  }
  expect(new Set(statesOf(met))).toEqual(new Set(['interviewed']));

  // Five places: offers, with every letter read first; a reserve list; refusals; all released together.
  await page.goto(`${world.url}${base}/deciding`);
  for (const { id } of met.slice(0, 5)) await page.locator(`label[for="application-${id}"]`).click();
  await press(page, 'Offer…');
  await page.locator('label[for="declare"]').click();
  await press(page, 'Read the letters');
  expect(await page.locator('.letter').count()).toBe(5);
  await confirm(page);
  const deciding = (kind: string, some: readonly Made[], fields: Record<string, string>) =>
    decideBy(luan.browser, `${base}/deciding/${kind}`, some, fields);
  const ranks = Object.fromEntries(met.slice(5, 8).map(({ id }, index) => [`rank_${id}`, String(index + 1)]));
  ok(await deciding('reserve', met.slice(5, 8), ranks));
  ok(await deciding('refuse', met.slice(8), { reasons: 'places' }));
  expect(new Set(statesOf(met))).toEqual(new Set(['interviewed']));
  await page.goto(`${world.url}/staff/decisions/release`);
  expect(await page.locator('main').textContent()).toContain('11 decisions');
  await press(page, 'Release what is ticked');
  expect(statesOf(met)).toEqual([
    ...Array(5).fill('offered'),
    ...Array(3).fill('waitlisted'),
    ...Array(3).fill('not_selected'),
  ]);

  // One accepts on the phone; one refuses and takes it back in time; one refuses for good.
  await phone.page.goto(`${world.url}${at(0).url}`);
  await go(phone.page, 'Accept the offer');
  await press(phone.page, 'Yes, I accept');
  expect(await phone.page.locator('main').textContent()).toContain('Welcome!');
  ok(await at(1).browser.submit(`${at(1).url}/decline`, { reason: '' }));
  const second = await openPage(chromium, world.url, { as: at(1).browser });
  await second.page.goto(`${world.url}${at(1).url}`);
  await go(second.page, 'Take the answer back');
  await press(second.page, 'Yes, take it back');
  await go(second.page, 'Accept the offer');
  await press(second.page, 'Yes, I accept');
  expect(stateOf(at(1))).toBe('accepted');
  await second.context.close();
  for (const index of [3, 4]) ok(await at(index).browser.submit(`${at(index).url}/accept`, {}));
  ok(await at(2).browser.submit(`${at(2).url}/decline`, { reason: 'I stay at the faculty.' }));

  // The reserve moves up: the director's task leads to the offer, which is read, released and accepted.
  await page.goto(`${world.url}/staff/tasks`);
  const offer = page.locator('.task', { hasText: 'Offer the place to number 1' });
  await follow(page, offer.getByRole('link'));
  await press(page, 'Read the letters');
  await confirm(page);
  await page.goto(`${world.url}/staff/decisions/release`);
  await press(page, 'Release what is ticked');
  expect(stateOf(at(5))).toBe('offered');
  ok(await at(5).browser.submit(`${at(5).url}/accept`, {}));
  await phone.page.goto(`${world.url}/my/placement`);
  expect(phone.page.url()).toContain('/my/placement');

  // Five internships, everybody somewhere, and nothing in it that cannot be.
  const interns = [0, 1, 3, 4, 5].map(at);
  expect(statesOf(interns)).toEqual(Array(5).fill('accepted'));
  expect(interns.map(({ personId }) => placementsOf(db, personId).map(({ state }) => state))).toEqual(
    Array(5).fill(['onboarding']),
  );
  await invariants.run(world.ctx, new AbortController().signal);
  const tasks = tasksWaiting(db, { personId: 0, groups: ['coordinator', 'director'] }, 100);
  const usual = ['placement-to-prepare', 'letters-to-release'];
  expect(tasks.map(({ kind }) => kind).filter((kind) => !usual.includes(kind))).toEqual([]);
  expect(director.complaints()).toEqual([]);
  await world.stop();
});

/** A card with the same mark for everything. */
async function card(browser: Browser, booking: string, mark: number) {
  const shown = await browser.get(`${booking}/card`);
  const fields = [...shown.text.matchAll(/name="(mark_\w+)"/g)].map(([, name = '']) => [name, String(mark)]);
  const recommendation = mark > 2 ? 'yes' : 'no';
  return browser.submit(`${booking}/card`, { ...Object.fromEntries(fields), recommendation, words: '' });
}

/** Reads the letters, and prepares what was read. */
async function decideBy(
  browser: Browser,
  url: string,
  people: readonly Made[],
  fields: Record<string, string>,
) {
  const application = people.map(({ id }) => String(id));
  const query = application.map((id) => `application=${id}`).join('&');
  const all = { application, declare: 'on', ...fields };
  const read = await browser.submit(`${url}?${query}`, all);
  if (read.status !== 200) return read;
  const seen = /name="seen" value="([^"]*)"/.exec(read.text)?.[1] ?? '';
  return browser.submit(`${url}?${query}`, { ...all, seen });
}

function never(): never {
  throw new Error('nobody sits on this panel');
}
