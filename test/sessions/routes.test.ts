// Signing out, and where somebody is signed in.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { sessions } from '../../db/schema/sessions.js';
import { hashToken } from '../../src/lib/token.js';
import { endMembership } from '../../src/people/queries.js';
import { insertSession } from '../../src/sessions/queries.js';
import { forgetExpired } from '../../src/sessions/service.js';
import { type Browser, hiddenFields, makeWorld, type World } from '../support/world.js';

const SESSION = '__Host-session';
const MINUTE = 60_000;

/** Another browser in which this person is signed in. */
function alsoIn(world: World, personId: number, token: string, assurance: 'link' | 'full' = 'link'): Browser {
  const now = world.clock.now();
  const device = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const times = { createdAt: now, lastSeenAt: now, expiresAt: now + 12 * 60 * MINUTE };
  insertSession(world.ctx.db, { tokenHash: hashToken(token), personId, assurance, device, ...times });
  const browser = world.browser();
  browser.cookies.set(SESSION, token);
  return browser;
}

const count = (world: World) => world.ctx.db.select().from(sessions).all().length;

test('signing out ends the session, wipes the browser, and a stolen cookie is worth nothing', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Arta', ['applicant']);
  const thief = world.browser();
  thief.cookies.set(SESSION, browser.cookies.get(SESSION) ?? '');
  expect((await thief.get('/account')).status).toBe(200);

  const out = await browser.submit('/account', {}, '/sign-out');

  expect([out.status, out.location, out.headers['clear-site-data']]).toEqual([
    303,
    '/',
    '"cache", "storage"',
  ]);
  expect(browser.cookies.has(SESSION)).toBe(false);
  expect((await thief.get('/account')).status).toBe(303);
  expect(count(world)).toBe(0);
});

test('signing out twice does no harm', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Arta', ['applicant']);
  const page = await browser.get('/account');
  const fields = hiddenFields(page.text, '/sign-out');

  await browser.post('/sign-out', fields);
  const again = await browser.post('/sign-out', fields);

  expect([again.status, again.location]).toEqual([303, '/']);
});

test('she sees her devices in plain words and ends one of them', async () => {
  const world = makeWorld();
  const { browser, personId } = world.signedIn('Arta', ['applicant']);
  const phone = alsoIn(world, personId, 'phone');
  const page = await browser.get('/account/sessions');
  const [, id = ''] = /name="session" value="(\d+)"/.exec(page.text) ?? [];

  expect(page.text).toContain('Firefox, Linux');
  expect(page.text).toContain('This device');
  expect((await phone.get('/account')).status).toBe(200);
  expect((await browser.submit('/account/sessions', { session: id })).location).toBe('/account/sessions');

  expect((await phone.get('/account')).status).toBe(303);
  expect((await browser.get('/account')).status).toBe(200);
});

test('signing out the others spares this device; signing out everywhere does not', async () => {
  const world = makeWorld();
  const { browser, personId } = world.signedIn('Arta', ['applicant']);
  const zana = world.signedIn('Zana', ['applicant']).browser;
  const phone = alsoIn(world, personId, 'phone');

  await browser.submit('/account/sessions', { session: 'others' });
  expect([(await phone.get('/account')).status, (await browser.get('/account')).status]).toEqual([303, 200]);
  const all = await browser.submit('/account/sessions', { session: 'all' });

  expect([all.status, all.location, all.headers['clear-site-data']]).toEqual([
    303,
    '/',
    '"cache", "storage"',
  ]);
  expect((await browser.get('/account')).status).toBe(303);
  expect((await zana.get('/account')).status).toBe(200);
});

test('somebody else’s session is not there, and stays', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Arta', ['applicant']);
  const zana = world.signedIn('Zana', ['applicant']);
  const id = world.ctx.db.select().from(sessions).where(eq(sessions.personId, zana.personId)).get()?.id;

  const answer = await browser.submit('/account/sessions', { session: String(id) });

  expect(answer.status).toBe(404);
  expect((await zana.browser.get('/account')).status).toBe(200);
  expect((await browser.get('/account/sessions')).text).not.toContain(`value="${id}"`);
});

test('a wish that is no session is refused beside the list', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Arta', ['applicant']);

  const answer = await browser.submit('/account/sessions', { session: 'mine' });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Choose one of the options.');
});

test('a full session ends after half an hour of quiet, and after twelve hours of work', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Dafina', ['administrator']);
  world.ctx.db
    .update(sessions)
    .set({ expiresAt: world.clock.now() + 12 * 60 * MINUTE })
    .run();

  let minutes = 0;
  while ((await browser.get('/staff/people')).status === 200) {
    world.clock.pass(20 * MINUTE);
    minutes += 20;
  }
  expect(minutes).toBe(12 * 60);

  const quiet = world.signedIn('Luan', ['administrator']).browser;
  world.clock.pass(30 * MINUTE);
  expect((await quiet.get('/staff/people')).location).toBe('/staff/sign-in?next=%2Fstaff%2Fpeople');
});

test('reading notes the use at most once a minute', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Arta', ['applicant']);
  const seen = () => world.ctx.db.select().from(sessions).get()?.lastSeenAt;
  const start = world.clock.now();

  world.clock.pass(MINUTE);
  await browser.get('/account');
  expect(seen()).toBe(start);
  world.clock.pass(1);
  await browser.get('/account');
  expect(seen()).toBe(start + MINUTE + 1);
});

test('a membership that ends takes its rights away at once, in a session that goes on', async () => {
  const world = makeWorld();
  const { browser, personId } = world.signedIn('Dafina', ['administrator', 'applicant']);
  expect((await browser.get('/staff/people')).status).toBe(200);

  endMembership(world.ctx.db, personId, 'administrator', world.clock.now());

  expect((await browser.get('/staff/people')).status).toBe(403);
  expect((await browser.get('/account')).status).toBe(200);
});

test('sessions that have ended are forgotten by the nightly job', () => {
  const world = makeWorld();
  world.signedIn('Arta', ['applicant']);

  expect(forgetExpired(world.ctx)).toBe(0);
  world.clock.pass(31 * 24 * 60 * MINUTE);
  expect(forgetExpired(world.ctx)).toBe(1);
});

test('strangers are asked to sign in, and a cookie of nonsense is nobody', async () => {
  const world = makeWorld();
  const nonsense = world.browser();
  nonsense.cookies.set(SESSION, "' or 1=1 --");

  for (const browser of [world.browser(), nonsense]) {
    expect((await browser.get('/account/sessions')).location).toBe('/sign-in?next=%2Faccount%2Fsessions');
  }
});
