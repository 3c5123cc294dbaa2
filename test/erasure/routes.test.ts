// Being erased in the browser: asked once, done at once, harmless twice; staff and interns are told whom to ask.
import { beforeEach, expect, test } from 'vitest';
import { deliver } from '../../src/mail/send.js';
import { type Applicant, makeApplication, makeCall } from '../support/make.js';
import { openPostOffice } from '../support/post-office.js';
import { makeWorld, type World } from '../support/world.js';

let world: World;
let arta: Applicant;

beforeEach(async () => {
  world = makeWorld();
  makeCall(world);
  arta = await makeApplication(world, 'Arta Applies');
});

const sql = (query: string, ...values: unknown[]) => world.ctx.db.$client.prepare(query).all(...values);

test('being erased asks to sign in first', async () => {
  const answer = await world.browser().get('/my/erase');

  expect([answer.status, answer.location.split('?')[0]]).toEqual([303, '/sign-in']);
});

test('erasing asks for a tick, and without it everything is still there', async () => {
  const answer = await arta.browser.submit('/my/erase', {});

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('href="#sure"');
  expect((await arta.browser.get('/my/data')).text).toContain('Arta Applies');
});

test('erasing ends the session, wipes the browser and says so in the reader’s language', async () => {
  const { browser } = world.signedIn('Nenad Applies', ['applicant'], 'sq');

  const answer = await browser.submit('/my/erase', { sure: 'on' });

  expect([answer.status, answer.location]).toEqual([303, '/erased?language=sq']);
  expect(answer.headers['clear-site-data']).toBe('"cache", "cookies", "storage"');
  expect(browser.cookies.has('__Host-session')).toBe(false);
  const afterwards = await browser.get((await browser.get(answer.location)).location);
  expect(afterwards.text).toContain('Gjithçka për ju është fshirë');
});

test('after erasing, the stolen session, the document and the application are not there', async () => {
  const thief = world.browser();
  thief.cookies.set('__Host-session', String(arta.browser.cookies.get('__Host-session')));
  const { browser: coordinator } = world.signedIn('Mira Coordinates', ['coordinator']);
  expect((await coordinator.get(`/files/${arta.fileId}`)).status).toBe(200);

  await arta.browser.submit('/my/erase', { sure: 'on' });

  expect((await thief.get('/my/data')).status).toBe(303);
  expect((await coordinator.get(`/files/${arta.fileId}`)).status).toBe(404);
  expect((await coordinator.get('/staff/applications')).text).not.toContain('Arta Applies');
  expect((await coordinator.get(`/staff/applications/${arta.id}`)).text).not.toContain('Arta Applies');
});

test('pressing the button twice is harmless', async () => {
  const page = await arta.browser.get('/my/erase');
  const fields = Object.fromEntries(
    [...(page.text.split('action="/my/erase"')[1]?.matchAll(/name="(_\w+)" value="([^"]*)"/g) ?? [])].map(
      ([, name, value]) => [name, value],
    ),
  ) as Record<string, string>;
  const before = new Map(arta.browser.cookies);

  const first = await arta.browser.post('/my/erase', { ...fields, sure: 'on' });
  for (const [name, value] of before) arta.browser.cookies.set(name, value);
  const second = await arta.browser.post('/my/erase', { ...fields, sure: 'on' });

  expect([first.status, second.status]).toEqual([303, 401]);
  expect(sql("select 1 from history where entity = 'person' and event = 'erase'")).toHaveLength(1);
  expect(sql("select 1 from letters where letter = 'erased'")).toHaveLength(1);
});

test('the last letter reaches the address, and then the outbox has forgotten it', async () => {
  const office = await openPostOffice();
  const ctx = { ...world.ctx, config: { ...world.ctx.config, smtpUrl: office.url } };
  await arta.browser.submit('/my/erase', { sure: 'on' });

  await deliver(ctx, {});

  expect(sql("select state, recipient, subject, sealed_body from letters where letter = 'erased'")).toEqual([
    { state: 'sent', recipient: null, subject: '', sealed_body: null },
  ]);
  expect(office.received.filter(({ to }) => JSON.stringify(to).includes('arta.applies'))).toHaveLength(1);
});

test('a last letter that cannot be delivered is forgotten too, and troubles nobody', async () => {
  const office = await openPostOffice();
  office.mood = { status: 550, at: 'rcpt' };
  const ctx = { ...world.ctx, config: { ...world.ctx.config, smtpUrl: office.url } };
  await arta.browser.submit('/my/erase', { sure: 'on' });

  await deliver(ctx, {});

  expect(sql("select state, recipient, sealed_body from letters where letter = 'erased'")).toEqual([
    { state: 'failed', recipient: null, sealed_body: null },
  ]);
  const { id } = sql("select id from letters where letter = 'erased'")[0] as { id: number };
  expect(
    sql("select 1 from tasks where kind = 'letter-failed' and entity_id = ? and done_at is null", id),
  ).toEqual([]);
});

test('interns and staff, past ones too, are told whom to ask, and a forced post erases nothing', async () => {
  const { browser: director, personId } = world.signedIn('Luan Directs', ['director', 'applicant']);
  const { browser: past, personId: pastId } = world.signedIn('Ivana Was', ['intern', 'applicant']);
  sql("update memberships set until = 1 where person_id = ? and group_name = 'intern' returning id", pastId);

  for (const browser of [director, past]) {
    const page = await browser.get('/my/erase');
    expect(page.text).toContain('a person has to look at this first');
    expect(page.text).not.toContain('action="/my/erase"');
    const account = await browser.get('/account/profile');
    const fields = Object.fromEntries(
      [...account.text.matchAll(/name="(_token|_key)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    ) as Record<string, string>;
    expect((await browser.post('/my/erase', { ...fields, sure: 'on' })).status).toBe(409);
  }
  expect(sql('select name from people where id in (?, ?) order by id', personId, pastId)).toEqual([
    { name: 'Luan Directs' },
    { name: 'Ivana Was' },
  ]);
});

test('who was erased and signs in again begins anew, as somebody we do not know', async () => {
  await arta.browser.submit('/my/erase', { sure: 'on' });
  const again = world.browser();
  await again.submit('/sign-in', { email: 'arta.applies@example.org' });
  const link = /\/sign-in\/link\?token=\S+/.exec(world.letters().at(-1)?.text ?? '')?.[0] ?? '';
  await again.submit(link, {}, '/sign-in/link');

  const { text } = await again.get('/my/data');

  expect(text).toContain('arta.applies@example.org');
  expect(text).not.toContain('HLC-2026-0001');
});
