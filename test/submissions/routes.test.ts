// The whole application as a browser sees it: tasks, the community question, checking, sending, following, confirming.
import { expect, test } from 'vitest';
import { applications } from '../../db/schema/applications.js';
import { communityCounters, communityOptIns } from '../../db/schema/submissions.js';
import { sampleCall } from '../../db/seed/calls.js';
import { applicationById, applicationsOf } from '../../src/applications/queries.js';
import * as entries from '../../src/entries/service.js';
import { longDate } from '../../src/i18n/format.js';
import { day } from '../../src/lib/time.js';
import { stillWithUsAt } from '../../src/requests/rules.js';
import { actorOf, fillIn, makeApplication, makeCall } from '../support/applications.js';
import { hiddenFields, makeWorld } from '../support/world.js';

/** The rows of the task list: title and state. */
const tasksIn = (html: string) =>
  [
    ...html.matchAll(
      /<li class="task">[\s\S]*?<a href="([^"]+)">([^<]+)<\/a>[\s\S]*?<span class="tag[^"]*">([^<]+)</g,
    ),
  ].map(([, url, title, state]) => [title, state, url]);

test('the tasks of a draft: what is to do, begun, done and optional, each with its page', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });
  await arta.browser.submit(`${arta.url}/about`, { name: 'Arta', letterLanguage: 'sq' });
  await arta.browser.post(`${arta.url}/studies/draft`, {
    ...hiddenFields((await arta.browser.get(`${arta.url}/studies`)).text, `${arta.url}/studies`),
    average: '9',
  });

  const page = await arta.browser.get(arta.url);

  expect(tasksIn(page.text)).toEqual([
    ['About you', 'Done', `${arta.url}/about`],
    ['Studies', 'Begun', `${arta.url}/studies`],
    ['Experience and languages', 'To do', `${arta.url}/experience`],
    ['Motivation letter', 'To do', `${arta.url}/letter`],
    ['Documents', 'To do', `${arta.url}/documents/grades_certificate`],
    ['Community', 'Optional', `${arta.url}/community`],
    ['Declarations', 'To do', `${arta.url}/declarations`],
  ]);
  expect(page.text).toContain('5 parts are still missing.');
  expect(page.text).toContain('(Prishtina time)');
});

test('one button leads on: to the first part that is not whole, and at the end to checking', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const begun = makeApplication(world, call, { upTo: 'begun' });
  await begun.browser.submit(`${begun.url}/about`, { name: 'Arta', letterLanguage: 'sq' });
  const whole = makeApplication(world, call, { name: 'Nenad Primerović', upTo: 'whole' });
  const main = /<a class="button" href="([^"]+)">([^<]+)<\/a>/;

  const pages = [await begun.browser.get(begun.url), await whole.browser.get(whole.url)];

  expect(pages.map(({ text }) => main.exec(text)?.slice(1))).toEqual([
    [`${begun.url}/studies`, 'Continue: Studies'],
    [`${whole.url}/check`, 'Check your answers and send'],
  ]);
});

test('only what the call asks for is a task', async () => {
  const world = makeWorld();
  const settings = { ...sampleCall.settings, communityQuestion: false };
  const call = makeCall(world, { settings, requiredDocuments: [], optionalDocuments: ['cv'] });
  const arta = makeApplication(world, call, { upTo: 'begun' });

  expect(tasksIn((await arta.browser.get(arta.url)).text).map(([title, state]) => [title, state])).toEqual([
    ['About you', 'To do'],
    ['Studies', 'To do'],
    ['Experience and languages', 'To do'],
    ['Documents', 'Optional'],
    ['Declarations', 'To do'],
  ]);
  expect((await arta.browser.get(`${arta.url}/community`)).status).toBe(404);
  expect((await arta.browser.get(`${arta.url}/documents/grades_certificate`)).status).toBe(404);
});

test('the check page names what is missing with the way there, and has no button to send', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });

  const page = await arta.browser.get(`${arta.url}/check`);

  const missing = page.text.slice(page.text.indexOf('this is still missing')).split('</ul>')[0] ?? '';
  const links = [...missing.matchAll(/<a href="([^"]+)">([^<]+)<\/a>/g)].map(([, url, text]) => [url, text]);
  expect(links).toEqual([
    [`${arta.url}/about`, 'About you: name and language of letters'],
    [`${arta.url}/studies`, 'Studies: some answers are missing'],
    [`${arta.url}/experience`, 'Experience and languages: some answers are missing'],
    [`${arta.url}/declarations`, 'Declarations: both statements must be ticked'],
    [`${arta.url}/letter`, 'Motivation letter: type it or add a file'],
    [`${arta.url}/documents/grades_certificate`, 'Certificate of grades'],
  ]);
  expect(page.text).not.toContain('Send the application');
});

test('a forced sending of what is not whole is answered with the same page, and sends nothing', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call, { upTo: 'whole' });
  const form = hiddenFields((await arta.browser.get(`${arta.url}/check`)).text, `${arta.url}/check`);
  await arta.browser.submit(`${arta.url}/documents/grades_certificate/remove`, {});

  const answer = await arta.browser.post(`${arta.url}/check`, form);

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Before you can send it, this is still missing:');
  expect(applicationById(world.ctx.db, arta.id)?.state).toBe('draft');
});

test('sending twice gives the same answer and the same reference, and one letter', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'whole' });
  const form = hiddenFields((await arta.browser.get(`${arta.url}/check`)).text, `${arta.url}/check`);

  const answers = [];
  for (let time = 0; time < 3; time += 1) answers.push(await arta.browser.post(`${arta.url}/check`, form));

  expect(answers.map(({ status, location }) => [status, location])).toEqual(Array(3).fill([303, arta.url]));
  expect(world.letters().map(({ letter }) => letter)).toEqual(['application-received']);
  const page = await arta.browser.get(arta.url);
  expect(page.text).toContain('Your application HLC-2026-0001');
  expect(page.text).toContain('Received');
});

test('who goes back to the check page after sending is told so, and led to the application', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));

  const page = await arta.browser.get(`${arta.url}/check`);

  expect(page.text).toContain('The application has been sent.');
  expect(page.text).toContain(`<a class="button" href="${arta.url}">Your application</a>`);
  expect(page.text).not.toContain('Send the application');
});

test('the status page: stage, dates, answers, what the conditions say, and what may still be done', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);

  const before = await arta.browser.get(arta.url);
  for (const said of [
    'You can change your answers until',
    'We usually have read all applications by',
    'Applications still to be read: 1 of 1.',
    `${arta.url}/answers.pdf`,
    `${arta.url}/withdraw`,
    `${arta.url}/studies`,
  ]) {
    expect([said, before.text.includes(said)]).toEqual([said, true]);
  }
  world.clock.set(call.closesAt + day);
  const after = await arta.browser.get(arta.url);
  expect(after.text).toContain('The deadline was');
  expect(after.text).toContain(`href="${arta.url}/about"`);
  expect(after.text).not.toContain(`href="${arta.url}/studies"`);
  expect(after.text).not.toContain(`${arta.url}/documents/`);
});

test.each(['in_review', 'shortlisted', 'interviewed'] as const)(
  'while it is %s, the status page says when its applicant hears from us again, until that day is over',
  async (state) => {
    const world = makeWorld();
    const call = makeCall(world);
    const arta = makeApplication(world, call);
    const said = 'If nothing changes before, we write to you again around this day: ';
    const page = async () => (await arta.browser.get(arta.url)).text;
    expect(await page()).not.toContain(said);

    world.ctx.db.update(applications).set({ state, stateAt: call.closesAt }).run();
    world.clock.set(call.closesAt + day);
    const waiting = await page();
    const due = stillWithUsAt(call.closesAt, call.settings.stillWithUsWorkingDays);
    world.clock.set(due + 1);

    expect(waiting).toContain(said + longDate('en', due));
    expect(waiting).not.toContain('We usually have read all applications by');
    expect(await page()).not.toContain(said);
  },
);

test('the community answer waits in the browser, sealed, and is spent by the sending', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call, { upTo: 'whole' });
  await arta.browser.submit(`${arta.url}/community`, { community: 'gorani' });
  const name = `__Host-community-${arta.id}`;
  const sealed = arta.browser.cookies.get(name) ?? '';

  expect(sealed.length).toBeGreaterThan(20);
  expect(Buffer.from(sealed, 'base64url').includes('gorani')).toBe(false);
  expect((await arta.browser.get(`${arta.url}/community`)).text).toMatch(/value="gorani"[^>]* checked/);
  expect(world.ctx.db.select().from(communityCounters).all()).toEqual([]);

  await arta.browser.submit(`${arta.url}/check`, {});

  expect(world.ctx.db.select().from(communityCounters).all()).toEqual([
    { callId: call.id, community: 'gorani', count: 1 },
  ]);
  expect(arta.browser.cookies.has(name)).toBe(false);
});

test('the sealed answer of one application says nothing in another, nor when it was tampered with', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call, { upTo: 'whole' });
  const nenad = makeApplication(world, call, { name: 'Nenad', upTo: 'whole' });
  await arta.browser.submit(`${arta.url}/community`, { community: 'roma' });
  const sealed = arta.browser.cookies.get(`__Host-community-${arta.id}`) ?? '';

  nenad.browser.cookies.set(`__Host-community-${nenad.id}`, sealed);
  await nenad.browser.submit(`${nenad.url}/check`, {});
  arta.browser.cookies.set(`__Host-community-${arta.id}`, `${sealed.slice(0, -2)}AA`);
  await arta.browser.submit(`${arta.url}/check`, {});

  expect(world.ctx.db.select().from(communityCounters).all()).toEqual([]);
});

test('all sealed answers are as long as each other', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'whole' });
  const lengths = new Set<number>();
  for (const community of ['roma', 'montenegrin', 'no_answer', '']) {
    await arta.browser.submit(`${arta.url}/community`, { community });
    lengths.add((arta.browser.cookies.get(`__Host-community-${arta.id}`) ?? '').length);
  }
  // A blank takes the answer out of the browser again.
  lengths.delete(0);
  expect(lengths.size).toBe(1);
});

test('a community that is none of the list is refused; after sending the question is closed', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'whole' });

  expect((await arta.browser.submit(`${arta.url}/community`, { community: 'martian' })).status).toBe(422);
  expect(arta.browser.cookies.has(`__Host-community-${arta.id}`)).toBe(false);
  await arta.browser.submit(`${arta.url}/check`, {});
  expect((await arta.browser.get(`${arta.url}/community`)).text).toContain(
    'This part can no longer be changed.',
  );
});

test('the opt-in is stored when the call offers it and it is ticked, and removed when it is not', async () => {
  const world = makeWorld();
  const call = makeCall(world, { settings: { ...sampleCall.settings, communityOptIn: true } });
  const arta = makeApplication(world, call, { upTo: 'whole' });
  const stored = () => world.ctx.db.select().from(communityOptIns).all().length;

  await arta.browser.submit(`${arta.url}/community`, { community: 'roma', share: 'on' });
  expect(stored()).toBe(1);
  await arta.browser.submit(`${arta.url}/community`, { community: 'no_answer', share: 'on' });
  expect(stored()).toBe(0);
});

test('deleting a draft asks first; twice is harmless; what was sent has no such page', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call, { upTo: 'whole' });
  const nenad = makeApplication(world, call, { name: 'Nenad' });
  const form = hiddenFields((await arta.browser.get(`${arta.url}/delete`)).text, `${arta.url}/delete`);

  const answers = [
    await arta.browser.post(`${arta.url}/delete`, form),
    await arta.browser.post(`${arta.url}/delete`, form),
  ];

  expect(answers.map(({ status, location }) => [status, location])).toEqual([
    [303, '/calls'],
    [303, '/calls'],
  ]);
  expect(applicationsOf(world.ctx.db, arta.personId)).toEqual([]);
  expect((await nenad.browser.get(`${nenad.url}/delete`)).status).toBe(404);
});

test('what staff entered is confirmed by its writer, who also declares; twice is once', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const { personId, browser } = world.signedIn('Arta Krasniqi', ['applicant']);
  const dafina = actorOf(world.signedIn('Dafina', ['coordinator']).personId, ['coordinator']);
  const id = entries.begin(world.ctx, dafina, {
    callId: call.id,
    name: 'Arta Krasniqi',
    email: 'arta.krasniqi@example.org',
    language: 'en',
    source: 'paper',
    receivedOn: '2026-10-21',
    lateReason: null,
  });
  const url = `/my/applications/${id}`;
  expect([url, (await browser.get(url)).status]).toEqual([url, 404]);
  fillIn(world, { id, actor: dafina }, { declarations: {} }, 'application.enter');
  entries.finish(world.ctx, dafina, id);
  expect(applicationById(world.ctx.db, id)?.personId).toBe(personId);
  expect((await browser.get(url)).text).toContain('HLC typed this application for you.');

  const unticked = await browser.submit(`${url}/confirm`, { truthful: 'on' });
  expect(unticked.status).toBe(422);
  expect(unticked.text).toContain('<a href="#privacy">');
  expect(unticked.text).toMatch(/name="truthful" value="on"[^>]* checked/);

  const confirmed = await browser.submit(`${url}/confirm`, { truthful: 'on', privacy: 'on' });
  expect([confirmed.status, confirmed.location]).toEqual([303, url]);
  expect(applicationById(world.ctx.db, id)?.confirmedAt).toBe(world.clock.now());
  expect((await browser.get(url)).text).not.toContain(`${url}/confirm`);
  expect((await browser.get(`${url}/confirm`)).text).toContain('The application is confirmed.');
});

test('who sent an application themselves has nothing to confirm', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));

  expect((await arta.browser.get(`${arta.url}/confirm`)).status).toBe(404);
});

test('the PDF is a private download', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));

  const pdf = await arta.browser.bytes(`${arta.url}/answers.pdf`);

  expect(pdf.status).toBe(200);
  expect(pdf.body.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.headers).toMatchObject({
    'content-disposition': 'attachment; filename=HLC-2026-0001.pdf',
    'cache-control': 'private, no-store',
    'content-type': 'application/pdf',
  });
});

test('each address: sign-in first, other groups refused, somebody else’s is not there', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call, { upTo: 'whole' });
  const stranger = world.browser();
  const dafina = world.signedIn('Dafina', ['coordinator']).browser;
  const zana = makeApplication(world, call, { name: 'Zana', upTo: 'begun' });
  const form = hiddenFields((await zana.browser.get(`${zana.url}/community`)).text, `${zana.url}/community`);

  for (const page of ['', '/community', '/check', '/confirm', '/delete', '/answers.pdf']) {
    const url = `${arta.url}${page}`;
    expect([url, (await stranger.get(url)).location]).toEqual([
      url,
      `/sign-in?next=${encodeURIComponent(url)}`,
    ]);
    expect([url, (await dafina.get(url)).status]).toEqual([url, 403]);
    expect([url, (await zana.browser.get(url)).status]).toEqual([url, 404]);
    if (page === '' || page === '/answers.pdf') continue;
    const typed = { ...form, community: 'roma', truthful: 'on', privacy: 'on' };
    expect([url, (await zana.browser.post(url, typed)).status]).toEqual([url, 404]);
    expect([url, (await stranger.post(url, typed)).status]).toEqual([url, 403]);
  }
  expect(applicationById(world.ctx.db, arta.id)).toMatchObject({ state: 'draft' });
});
