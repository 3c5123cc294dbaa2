// Signing in by a link in a letter.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { people as peopleTable, signInLinks } from '../../db/schema/people.js';
import { sessions } from '../../db/schema/sessions.js';
import { createApp } from '../../src/app.js';
import { inTransaction } from '../../src/context.js';
import * as people from '../../src/people/queries.js';
import { demoLink, makeLink } from '../../src/people/service.js';
import { makeStaff } from '../support/staff.js';
import { statementsDuring } from '../support/statements.js';
import { Browser, hiddenFields, makeWorld, type World } from '../support/world.js';

const MINUTE = 60_000;

async function ask(world: World, email = 'arta@example.org', next = '/'): Promise<string> {
  await world.browser().submit(`/sign-in?next=${encodeURIComponent(next)}`, { email }, '/sign-in');
  return linkIn(world);
}

/** The address, without the host, of the link in the newest letter. */
function linkIn(world: World): string {
  const text = world.letters().at(-1)?.text ?? '';
  return /http:\/\/127\.0\.0\.1(\/\S+)/.exec(text)?.[1] ?? '';
}

const open = (browser: Browser, link: string, fields = {}) => browser.submit(link, fields, '/sign-in/link');

test('Arta asks for a link, opens it by the button and is at her applications', async () => {
  const world = makeWorld();
  const browser = world.browser();

  const asked = await browser.submit('/sign-in', { email: 'arta@example.org' });
  const opened = await open(browser, linkIn(world));

  expect([asked.status, asked.location]).toEqual([303, '/sign-in/sent']);
  expect([opened.status, opened.location]).toEqual([303, '/my/applications']);
  expect((await browser.get('/account')).status).toBe(200);
  expect(world.letters()).toMatchObject([
    { letter: 'sign-in-link', recipient: 'arta@example.org', language: 'en' },
  ]);
});

test('whoever came to apply is told that it begins here, after a mistake too', async () => {
  const browser = makeWorld().browser();
  const title = (html: string) => /<h1>([^<]+)<\/h1>/.exec(html)?.[1];

  const plain = await browser.get('/sign-in');
  const applying = await browser.get('/sign-in?next=%2Fcalls%2Fsample%2Fapply');
  const mistaken = await browser.submit(
    '/sign-in?next=%2Fcalls%2Fsample%2Fapply',
    { email: 'arta' },
    '/sign-in',
  );

  expect([plain, applying, mistaken].map(({ text }) => title(text))).toEqual([
    'Sign in',
    'Your application begins with your address',
    'Your application begins with your address',
  ]);
});

test('the link leads to where she was going', async () => {
  const world = makeWorld();

  const opened = await open(world.browser(), await ask(world, 'arta@example.org', '/account/profile'));

  expect(opened.location).toBe('/account/profile');
});

test('a wish to go to another site is not followed', async () => {
  const world = makeWorld();

  const opened = await open(world.browser(), await ask(world, 'arta@example.org', '//evil.example/'));

  expect(opened.location).toBe('/my/applications');
});

test('a mail scanner that only looks does not use the link up, and nothing is written', async () => {
  const world = makeWorld();
  const link = await ask(world);

  for (let look = 0; look < 5; look += 1) expect((await world.browser().get(link)).status).toBe(200);

  expect(world.ctx.db.select().from(sessions).all()).toEqual([]);
  expect((await open(world.browser(), link)).status).toBe(303);
});

test('the link works on another device and in another browser', async () => {
  const world = makeWorld();
  const asked = world.browser();
  await asked.submit('/sign-in', { email: 'arta@example.org' });
  const other = world.browser('sq');

  await open(other, linkIn(world));

  expect((await other.get('/account')).status).toBe(200);
  expect((await asked.get('/account')).location).toBe('/sign-in?next=%2Faccount');
});

test('a used, an old and a superseded link say the same, with a way to ask again', async () => {
  const world = makeWorld();
  const used = await ask(world, 'arta@example.org', '/account/profile');
  await open(world.browser(), used);
  const superseded = await ask(world, 'nenad@example.org', '/account/profile');
  await ask(world, 'nenad@example.org');
  // Looked at while it is young: it is the newer one that ends it.
  const early = await world.browser().get(superseded);
  const old = await ask(world, 'zana@example.org', '/account/profile');
  world.clock.pass(30 * MINUTE);

  const strip = (html: string) =>
    html.replace(/<header[\s\S]*<\/header>/, '').replace(/<link rel="alternate"[^>]*>/g, '');
  const pages = [early];
  for (const link of [used, old]) pages.push(await world.browser().get(link));

  expect(pages.map((page) => page.status)).toEqual([410, 410, 410]);
  expect(new Set(pages.map((page) => strip(page.text))).size).toBe(1);
  expect(pages[0]?.text).toContain('<h1>This link no longer works</h1>');
  expect(pages[0]?.text).toContain('href="/sign-in?next=/account/profile"');
});

test('a link that dies while its page is open is refused with the same page', async () => {
  const world = makeWorld();
  const link = await ask(world);
  const first = world.browser();
  const page = await first.get(link);
  await open(world.browser(), link);

  const late = await first.post('/sign-in/link', hiddenFields(page.text, '/sign-in/link'));

  expect(late.status).toBe(422);
  expect(late.text).toContain('<h1>This link no longer works</h1>');
  expect(first.cookies.has('__Host-session')).toBe(false);
});

test('the link opens for the last millisecond of its thirty minutes', async () => {
  const world = makeWorld();
  const link = await ask(world);
  world.clock.pass(30 * MINUTE - 1);

  expect((await open(world.browser(), link)).status).toBe(303);
});

test('a lost answer sent again signs nobody in twice, and asking again helps', async () => {
  const world = makeWorld();
  const link = await ask(world);
  const browser = world.browser();
  const fields = hiddenFields((await browser.get(link)).text, '/sign-in/link');
  await browser.post('/sign-in/link', fields);
  browser.cookies.delete('__Host-session');

  const again = await browser.post('/sign-in/link', fields);

  expect([again.status, again.location]).toEqual([303, '/my/applications']);
  expect(browser.cookies.has('__Host-session')).toBe(false);
  expect(world.ctx.db.select().from(sessions).all()).toHaveLength(1);
  expect((await open(browser, await ask(world))).status).toBe(303);
});

test('a stranger’s address and a known one get the same answer and cost the same statements', async () => {
  const world = makeWorld();
  world.signedIn('Arta', ['applicant']);
  await makeStaff(world, 'Dafina', ['coordinator']);
  const seen: { page: string; statements: string[] }[] = [];
  for (const email of ['arta@example.org', 'zana@example.org', 'dafina@example.org']) {
    const browser = world.browser();
    const form = await browser.get('/sign-in');
    let page = '';
    const statements = await statementsDuring(world, async () => {
      const fields = { ...hiddenFields(form.text, '/sign-in'), email };
      const { status, location } = await browser.post('/sign-in', fields);
      page = `${status} ${location}`;
    });
    // Whether a link is superseded by person or by address only is one condition more in the same statement.
    seen.push({
      page,
      statements: statements.map((one) => one.split(' ').slice(0, 3).join(' ')),
    });
  }

  expect(seen[0]?.page).toBe('303 /sign-in/sent');
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).toEqual(seen[0]);
  expect(seen[0]?.statements.length).toBeGreaterThan(5);
});

test('staff who never applied are shown their own door, and the link made for them opens nothing', async () => {
  const world = makeWorld();
  await makeStaff(world, 'Dafina', ['coordinator']);

  await world.browser().submit('/sign-in', { email: 'dafina@example.org' });

  expect(world.letters()).toMatchObject([{ letter: 'staff-sign-in', recipient: 'dafina@example.org' }]);
  expect(world.letters()[0]?.text).toContain('http://127.0.0.1/staff/sign-in\n');
  expect(world.ctx.db.select().from(signInLinks).all()).toMatchObject([{ supersededAt: world.clock.now() }]);
});

test('an intern who once applied gets a link that opens the applicant’s things and no staff page', async () => {
  const world = makeWorld();
  const { personId } = world.signedIn('Ivana', ['applicant', 'administrator']);
  const browser = world.browser();

  await open(browser, await ask(world, 'ivana@example.org'));

  expect((await browser.get('/account')).status).toBe(200);
  expect((await browser.get('/staff/people')).location).toBe('/staff/sign-in?next=%2Fstaff%2Fpeople');
  expect((await browser.get('/account/security')).location).toBe('/staff/sign-in?next=%2Faccount%2Fsecurity');
  expect((await browser.get(`/staff/people/${personId}`)).status).toBe(303);
});

test('the sixth letter within an hour is not sent, and the page does not say so', async () => {
  const world = makeWorld();

  for (let asked = 0; asked < 7; asked += 1) {
    const answer = await world.browser().submit('/sign-in', { email: 'arta@example.org' });
    expect(answer.location).toBe('/sign-in/sent');
  }

  expect(world.letters()).toHaveLength(5);
  world.clock.pass(61 * MINUTE);
  await world.browser().submit('/sign-in', { email: 'arta@example.org' });
  expect(world.letters()).toHaveLength(6);
});

test('one place on the network may ask a hundred and twenty times an hour', async () => {
  const world = makeWorld();
  const browser = world.browser();

  let last = 0;
  for (let asked = 0; asked < 121; asked += 1) {
    const fields = hiddenFields((await browser.get('/sign-in')).text, '/sign-in');
    last = (await browser.post('/sign-in', { ...fields, email: `person${asked}@example.org` })).status;
    if (asked === 119) expect(last).toBe(303);
  }

  expect(last).toBe(429);
  expect(world.letters()).toHaveLength(120);
});

test('a wrong address is shown again beside its sentence', async () => {
  const world = makeWorld();

  const answer = await world
    .browser()
    .submit('/sign-in?next=/calls', { email: 'arta@@example', next: '/calls' }, '/sign-in');

  expect(answer.status).toBe(422);
  expect(answer.text).toMatch(/<input[^>]*name="email"[^>]*value="arta@@example"/);
  expect(answer.text).toMatch(/<input[^>]*name="next"[^>]*value="\/calls"/);
  expect(answer.text).toMatch(
    /<a href="#email">[^<]+: This does not look like an e-mail address, such as name@example\.org\.<\/a>/,
  );
});

test('the person is made at the first use, confirmed, once', async () => {
  const world = makeWorld();
  expect(people.personByEmail(world.ctx.db, 'arta@example.org')).toBeUndefined();

  await open(world.browser('sr'), await ask(world));
  await open(world.browser('sr'), await ask(world));

  const all = world.ctx.db.select().from(peopleTable).all();
  expect(all).toMatchObject([
    { email: 'arta@example.org', emailConfirmedAt: world.clock.now(), language: 'en' },
  ]);
  expect(people.groupsOf(world.ctx.db, all[0]?.id ?? 0)).toEqual(['applicant']);
});

test('the token stands nowhere but in the letter: not in the database, not in the log', async () => {
  const world = makeWorld();
  const link = await ask(world);
  const token = new URL(`http://x${link}`).searchParams.get('token') ?? '';
  const browser = world.browser();
  await open(browser, link);
  const cookie = browser.cookies.get('__Host-session') ?? '';

  const stored = world.ctx.db.$client.serialize().toString('latin1');

  expect(token).toMatch(/^[\w-]{43}$/);
  expect(cookie).toMatch(/^[\w-]{43}$/);
  for (const secret of [token, cookie]) {
    expect(stored).not.toContain(secret);
    expect(world.logged()).not.toContain(secret);
  }
  expect(world.logged()).toContain('/sign-in/link');
});

test('the page behind the link is not kept by the browser and keeps the token in its language links', async () => {
  const world = makeWorld();
  const link = await ask(world);

  const page = await world.browser().get(link);

  expect(page.headers['cache-control']).toBe('no-store');
  expect(page.text).toContain(
    `href="${link}&amp;language=sq"`.replaceAll('=', '&#x3D;').replace('href&#x3D;', 'href='),
  );
});

test('another feature’s link goes into its own letter and leads to its page', async () => {
  const world = makeWorld();
  const link = inTransaction(world.ctx, (inside) =>
    makeLink(inside, { email: 'arta@example.org', next: '/my/applications/12', language: 'sq', minutes: 60 }),
  );
  world.clock.pass(59 * MINUTE);

  const opened = await open(world.browser(), link.replace('http://127.0.0.1', ''));

  expect(opened.location).toBe('/my/applications/12');
});

test('an erased person is not brought back by an old link', async () => {
  const world = makeWorld();
  await open(world.browser(), await ask(world));
  const link = await ask(world);
  const { db } = world.ctx;
  db.update(peopleTable)
    .set({ email: null, name: '', erasedAt: world.clock.now() })
    .where(eq(peopleTable.id, 1))
    .run();

  const answer = await open(world.browser(), link);

  expect(answer.status).toBe(422);
  expect(db.select().from(peopleTable).all()).toHaveLength(1);
});

test('in the demonstration a link opens everything of one person, as often as one likes', async () => {
  const world = makeWorld({ demo: true });
  const { personId } = await makeStaff(world, 'Dafina', ['administrator']);
  const link = demoLink(world.ctx, personId, '/staff/people').replace('http://127.0.0.1', '');

  for (let time = 0; time < 2; time += 1) {
    const browser = world.browser();
    expect((await open(browser, link)).location).toBe('/staff/people');
    expect((await browser.get('/staff/people')).status).toBe(200);
  }
});

test('a demonstration’s link is worth nothing anywhere else, and none is made there', async () => {
  const world = makeWorld({ demo: true });
  const { personId } = await makeStaff(world, 'Dafina', ['administrator']);
  const link = demoLink(world.ctx, personId, '/staff/people').replace('http://127.0.0.1', '');
  const production = createApp({ ...world.ctx, config: { ...world.ctx.config, demo: false } });

  const browser = new Browser(production, world.ctx.config.baseUrl, 'en');

  expect((await browser.get(link)).status).toBe(410);
  expect(() => demoLink(makeWorld().ctx, 1, '/')).toThrow('demonstration only');
});
