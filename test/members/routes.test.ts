// The administrator's pages about staff and interns, and what an invitation leads through.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { signInLinks } from '../../db/schema/people.js';
import { SYSTEM } from '../../src/access/actor.js';
import { credentialsOf, recoveryCodesOf } from '../../src/credentials/queries.js';
import { record } from '../../src/history/record.js';
import { toInstant } from '../../src/lib/time.js';
import { setupLink, wayIn } from '../../src/members/service.js';
import { insertPasskey, passkeysOf } from '../../src/passkeys/queries.js';
import * as people from '../../src/people/queries.js';
import { deleteSessions } from '../../src/sessions/queries.js';
import { codeNow, givePassword, makeStaff, PASSWORD, passStaffDoor } from '../support/staff.js';
import { type Browser, hiddenFields, makeWorld, type World } from '../support/world.js';

const HOUR = 3_600_000;
const NEW = 'green paper boats';

function linkIn(world: World): string {
  return /http:\/\/127\.0\.0\.1(\/\S+)/.exec(world.letters().at(-1)?.text ?? '')?.[1] ?? '';
}

const keyOn = (html: string) => /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(html)?.[1]?.replaceAll(' ', '') ?? '';

async function connect(world: World, browser: Browser): Promise<{ key: string; location: string }> {
  const url = '/staff/sign-in/app';
  const page = await browser.get(url);
  const key = keyOn(page.text);
  const answer = await browser.post(url, { ...hiddenFields(page.text, url), code: codeNow(world, key) });
  return { key, location: answer.location };
}

const ivana = {
  name: 'Ivana Sample',
  email: 'ivana@example.org',
  language: 'sr',
  groups: ['intern', 'reviewer'],
};

test('from the invitation to the first sign-in: password, phone, recovery codes, and in again', async () => {
  const world = makeWorld();
  const admin = world.signedIn('Dafina', ['administrator']).browser;

  const invited = await admin.submit('/staff/people/invite', ivana);
  expect(invited.location).toMatch(/^\/staff\/people\/\d+$/);
  expect((await admin.get(invited.location)).text).toContain('Not set up yet');
  expect(world.letters()).toMatchObject([
    { letter: 'invitation', recipient: 'ivana@example.org', language: 'sr' },
  ]);

  const browser = world.browser();
  const link = linkIn(world);
  const page = await browser.get(link);
  expect([page.status, page.headers['cache-control']]).toEqual([200, 'no-store']);
  expect(page.text).toContain('<b>ivana@example.org</b>');
  const accepted = await browser.submit(link, { password: NEW }, '/invitation');
  expect(accepted.location).toBe('/staff/sign-in/app');
  expect((await browser.get('/account')).status).toBe(303);
  const { key, location } = await connect(world, browser);
  expect(location).toBe('/account/security/codes');
  const kept = await browser.submit(location, { kept: 'on' });
  expect(kept.location).toBe('/staff/reading');
  expect((await admin.get(invited.location)).text).toContain('Password and phone are set up');

  world.clock.pass(30_000);
  const again = world.browser();
  const half = await givePassword(again, ivana.email, NEW);
  const full = await again.submit(half.location, { code: codeNow(world, key) }, '/staff/sign-in/code');
  expect(full.location).toBe('/staff/reading');
  expect(people.groupsOf(world.ctx.db, Number(invited.location.split('/').at(-1)))).toEqual([
    'intern',
    'reviewer',
  ]);
});

test('an invitation works once, for two days, and only the newest', async () => {
  const world = makeWorld();
  const admin = world.signedIn('Dafina', ['administrator']).browser;
  const { location } = await admin.submit('/staff/people/invite', ivana);
  const first = linkIn(world);
  await admin.submit(`${location}/link`, {});
  const second = linkIn(world);

  expect([(await world.browser().get(first)).status, (await world.browser().get(second)).status]).toEqual([
    410, 200,
  ]);
  await world.browser().submit(second, { password: NEW }, '/invitation');
  expect((await world.browser().get(second)).status).toBe(410);
  await admin.submit(`${location}/link`, { what: 'all' });
  const third = linkIn(world);
  world.clock.pass(48 * HOUR - 1);
  expect((await world.browser().get(third)).status).toBe(200);
  world.clock.pass(1);
  const old = await world.browser().get(third);
  expect(old.status).toBe(410);
  expect(old.text).toContain('<h1>This link no longer works</h1>');
});

test('a password that will not do leaves the invitation open', async () => {
  const world = makeWorld();
  const admin = world.signedIn('Dafina', ['administrator']).browser;
  await admin.submit('/staff/people/invite', ivana);
  const link = linkIn(world);
  const browser = world.browser();

  for (const password of ['', 'short', 'Password1234', 'ivana ivana ivana']) {
    const answer = await browser.submit(link, { password }, '/invitation');
    expect([answer.status, answer.text.includes('href="#password"')]).toEqual([422, true]);
  }

  expect((await browser.submit(link, { password: NEW }, '/invitation')).status).toBe(303);
});

test('an applicant who becomes an intern keeps the account', async () => {
  const world = makeWorld();
  const admin = world.signedIn('Dafina', ['administrator']).browser;
  const arta = world.signedIn('Arta', ['applicant']);

  const { location } = await admin.submit('/staff/people/invite', {
    ...ivana,
    name: 'Another Name',
    email: 'arta@example.org',
    groups: 'intern',
  });

  expect(location).toBe(`/staff/people/${arta.personId}`);
  expect(people.groupsOf(world.ctx.db, arta.personId).sort()).toEqual(['applicant', 'intern']);
  expect(people.personById(world.ctx.db, arta.personId)?.name).toBe('Arta');
  expect((await arta.browser.get('/account')).status).toBe(200);
});

test('a new password only: the code app, the codes and the passkeys stay', async () => {
  const world = makeWorld();
  const admin = world.signedIn('Dafina', ['administrator']).browser;
  const luan = await makeStaff(world, 'Luan', ['director']);
  const signedIn = world.browser();
  await passStaffDoor(world, signedIn, luan.email);
  const before = credentialsOf(world.ctx.db, luan.personId)?.totpSealed;

  await admin.submit(`/staff/people/${luan.personId}/link`, { what: 'password' });
  const link = linkIn(world);
  expect((await signedIn.get('/account')).status).toBe(200);
  const browser = world.browser();
  const accepted = await browser.submit(link, { password: NEW }, '/invitation');

  expect(world.letters().map(({ letter }) => letter)).toEqual(['new-password', 'security-notice']);
  expect(accepted.location).toBe('/staff/sign-in/code');
  expect((await signedIn.get('/account')).status).toBe(303);
  expect(credentialsOf(world.ctx.db, luan.personId)?.totpSealed).toEqual(before);
  world.clock.pass(30_000);
  expect((await browser.submit('/staff/sign-in/code', { code: codeNow(world) })).status).toBe(303);
  expect((await givePassword(world.browser(), luan.email, PASSWORD)).status).toBe(422);
});

test('everything anew: app, codes and passkeys are gone when the link is used, not before', async () => {
  const world = makeWorld();
  const admin = world.signedIn('Dafina', ['administrator']).browser;
  const { personId } = await makeStaff(world, 'Luan', ['director']);
  const { db } = world.ctx;
  insertPasskey(db, {
    personId,
    credentialId: 'abc',
    publicKey: Buffer.from('k'),
    counter: 0,
    name: 'Phone',
    createdAt: 0,
  });

  await admin.submit(`/staff/people/${personId}/link`, { what: 'all' });
  expect(credentialsOf(db, personId)?.totpConfirmedAt).not.toBeNull();
  expect(passkeysOf(db, personId)).toHaveLength(1);
  const browser = world.browser();
  const accepted = await browser.submit(linkIn(world), { password: NEW }, '/invitation');

  expect(accepted.location).toBe('/staff/sign-in/app');
  expect(credentialsOf(db, personId)?.totpConfirmedAt).toBeNull();
  expect(recoveryCodesOf(db, personId)).toEqual({ all: 0, unused: 0 });
  expect(passkeysOf(db, personId)).toEqual([]);
});

test('the only administrator gets in again by a link made on the server, and nobody else does', async () => {
  const world = makeWorld();
  const dafina = await makeStaff(world, 'Dafina', ['administrator']);
  const luan = await makeStaff(world, 'Luan', ['director']);
  const made = wayIn(world.ctx, dafina.email)?.replace(world.ctx.config.baseUrl, '') ?? '';
  const browser = world.browser();

  const accepted = await browser.submit(made, { password: NEW }, '/invitation');

  expect(accepted.location).toBe('/staff/sign-in/app');
  expect((await world.browser().get(made)).status).toBe(410);
  expect([wayIn(world.ctx, luan.email), wayIn(world.ctx, 'zana@example.org')]).toEqual([
    undefined,
    undefined,
  ]);
});

test('a password alone cannot connect another phone to an account that has one', async () => {
  const world = makeWorld();
  const { email } = await makeStaff(world, 'Luan', ['director']);
  const browser = world.browser();
  await givePassword(browser, email);

  expect((await browser.get('/staff/sign-in/app')).location).toMatch(/^\/staff\/sign-in\?/);
});

test('groups are given and taken with dates; with the last one the door closes', async () => {
  const world = makeWorld();
  const admin = world.signedIn('Dafina', ['administrator']).browser;
  const luan = world.signedIn('Luan', ['director', 'reviewer']);
  const url = `/staff/people/${luan.personId}`;
  const start = world.clock.now();
  world.clock.pass(60_000);

  await admin.submit(url, { groups: ['director', 'administrator'] });
  expect(people.membershipsOf(world.ctx.db, luan.personId)).toEqual([
    { group: 'director', since: start, until: null },
    { group: 'reviewer', since: start, until: start + 60_000 },
    { group: 'administrator', since: start + 60_000, until: null },
  ]);
  expect((await luan.browser.get('/staff/people')).status).toBe(200);
  await admin.submit(url, {});

  expect(people.groupsOf(world.ctx.db, luan.personId)).toEqual([]);
  expect((await luan.browser.get('/account')).status).toBe(303);
  expect((await admin.get('/staff/people')).text).not.toContain('Luan');
  expect((await admin.get('/staff/people?shown=past')).text).toContain('Luan');
  expect(world.letters().map(({ letter, recipient }) => [letter, recipient])).toEqual(
    Array(2).fill(['security-notice', 'luan@example.org']),
  );
});

test('the last administrator cannot go, and the page keeps what was ticked', async () => {
  const world = makeWorld();
  const { browser, personId } = world.signedIn('Dafina', ['administrator', 'coordinator']);

  const answer = await browser.submit(`/staff/people/${personId}`, { groups: ['coordinator', 'reviewer'] });

  expect(answer.status).toBe(422);
  expect(answer.text).toMatch(
    /<a href="#groups">[^<]+: At least one administrator must remain\. Appoint somebody else first\.<\/a>/,
  );
  expect(answer.text).toMatch(/value="reviewer"[^>]* checked/);
  expect(people.groupsOf(world.ctx.db, personId)).toEqual(['administrator', 'coordinator']);
});

test('saving the same groups again changes and tells nothing', async () => {
  const world = makeWorld();
  const admin = world.signedIn('Dafina', ['administrator']).browser;
  const { personId } = world.signedIn('Luan', ['director']);

  await admin.submit(`/staff/people/${personId}`, { groups: 'director' });

  expect(world.letters()).toEqual([]);
  expect(people.membershipsOf(world.ctx.db, personId)).toHaveLength(1);
});

test('an invitation sent twice from the same page is one invitation', async () => {
  const world = makeWorld();
  const admin = world.signedIn('Dafina', ['administrator']).browser;
  const fields = hiddenFields((await admin.get('/staff/people/invite')).text, '/staff/people/invite');

  const first = await admin.post('/staff/people/invite', { ...fields, ...ivana });
  const second = await admin.post('/staff/people/invite', { ...fields, ...ivana });

  expect(second.location).toBe(first.location);
  expect(world.letters()).toHaveLength(1);
});

test('each wrong field of an invitation is named and everything typed is kept', async () => {
  const world = makeWorld();
  const admin = world.signedIn('Dafina', ['administrator']).browser;

  const answer = await admin.submit('/staff/people/invite', {
    name: 'Ivana "S" <b>',
    email: 'not an address',
    language: 'sr',
    groups: ['intern'],
  });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('value="Ivana &quot;S&quot; &lt;b&gt;"');
  expect(answer.text).toContain('value="not an address"');
  expect(answer.text).toMatch(/<option value="sr" selected>/);
  expect(answer.text).toMatch(/value="intern"[^>]* checked/);
  const known = await admin.submit('/staff/people/invite', { ...ivana, email: 'dafina@example.org' });
  expect(known.text).toMatch(
    /<a href="#email">E-mail address: This person already has an account for staff or interns\./,
  );
});

test('the list shows staff and interns, and no applicant’s name or address', async () => {
  const world = makeWorld();
  const admin = world.signedIn('Dafina', ['administrator']).browser;
  const arta = world.signedIn('Arta Applicant', ['applicant']);
  world.signedIn('Ivana Intern', ['applicant', 'intern']);

  const list = await admin.get('/staff/people');

  expect(list.text).toContain('Ivana Intern');
  expect(list.text).not.toContain('Arta Applicant');
  expect(list.text).not.toContain('arta.applicant@example.org');
  for (const url of [
    `/staff/people/${arta.personId}`,
    `/staff/people/${arta.personId}/link`,
    '/staff/people/999',
    '/staff/people/x',
  ]) {
    expect([url, (await admin.get(url)).status]).toEqual([url, 404]);
  }
});

test('when somebody was last there is known after the session is forgotten; an applicant’s link does not count', async () => {
  const world = makeWorld();
  const admin = world.signedIn('Dafina', ['administrator']).browser;
  const { personId } = world.signedIn('Ivana Intern', ['applicant', 'intern']);
  const signIn = (at: string, assurance: string) =>
    record({ ...world.ctx, clock: { now: () => toInstant(at, '08:30') } }, SYSTEM, {
      entity: 'person',
      entityId: personId,
      event: 'sign_in',
      details: { how: 'link', assurance },
    });
  signIn('2026-10-02', 'full');
  signIn('2026-10-09', 'link');
  deleteSessions(world.ctx.db, personId);

  const row = /<tr>(?:(?!<tr>)[\s\S])*Ivana Intern[\s\S]*?<\/tr>/.exec(
    (await admin.get('/staff/people')).text,
  )?.[0];

  expect(row).toContain('02/10/2026 08:30');
  expect(row).not.toContain('09/10/2026');
});

test('the list costs as many statements for three people as for one', async () => {
  const world = makeWorld();
  const admin = world.signedIn('Dafina', ['administrator']).browser;
  const client = world.ctx.db.$client;
  const prepare = client.prepare.bind(client);
  let statements = 0;
  client.prepare = ((source: string) => {
    statements += 1;
    return prepare(source);
  }) as typeof client.prepare;
  await admin.get('/staff/people');

  const counts = [];
  for (const name of ['Luan', 'Ivana']) {
    statements = 0;
    await admin.get('/staff/people');
    counts.push(statements);
    world.signedIn(name, ['director']);
  }
  statements = 0;
  await admin.get('/staff/people');

  expect(statements).toBe(counts[0]);
});

test('only administrators come here', async () => {
  const world = makeWorld();
  const { personId } = world.signedIn('Dafina', ['administrator']);
  const urls = [
    '/staff/people',
    '/staff/people/invite',
    `/staff/people/${personId}`,
    `/staff/people/${personId}/link`,
  ];

  for (const group of [
    'applicant',
    'intern',
    'coordinator',
    'reviewer',
    'director',
    'safety_officer',
  ] as const) {
    const { browser } = world.signedIn(`Zana ${group}`, [group]);
    for (const url of urls) expect([group, url, (await browser.get(url)).status]).toEqual([group, url, 403]);
    expect((await browser.post('/staff/people/invite', {})).status).toBe(403);
  }
  for (const url of urls) expect((await world.browser().get(url)).location).toMatch(/^\/staff\/sign-in\?/);
});

test('the first coordinator is made by the link the start prints, once', async () => {
  const world = makeWorld();
  const older = setupLink(world.ctx)?.replace('http://127.0.0.1', '') ?? '';
  const link = setupLink(world.ctx)?.replace('http://127.0.0.1', '') ?? '';
  const browser = world.browser();
  const fields = { name: 'Dafina Sample', email: 'dafina@example.org', language: 'sr-Cyrl', password: NEW };

  expect((await browser.get(older)).status).toBe(410);
  const wrong = await browser.submit(link, { ...fields, email: 'x', password: 'short' }, '/setup');
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('value="Dafina Sample"');
  expect(wrong.text).toMatch(/<option value="sr-Cyrl" selected>/);
  const made = await browser.submit(link, fields, '/setup');
  expect(made.location).toBe('/staff/sign-in/app');
  expect((await connect(world, browser)).location).toBe('/account/security/codes');
  expect((await browser.get('/staff/people')).text).toContain('Dafina Sample');

  expect(setupLink(world.ctx)).toBeUndefined();
  expect((await world.browser().get(link)).status).toBe(410);
});

test('a setup link from before is worth nothing once there is an administrator', async () => {
  const world = makeWorld();
  const link = setupLink(world.ctx)?.replace('http://127.0.0.1', '') ?? '';
  const zana = world.browser();
  const fields = hiddenFields((await zana.get(link)).text, '/setup');
  world.signedIn('Dafina', ['administrator']);

  const answer = await zana.post('/setup', {
    ...fields,
    name: 'Zana',
    email: 'zana@example.org',
    language: 'sq',
    password: NEW,
  });

  expect(answer.status).toBe(422);
  expect(people.personByEmail(world.ctx.db, 'zana@example.org')).toBeUndefined();
});

test('tokens of one kind open no other door', async () => {
  const world = makeWorld();
  const admin = world.signedIn('Dafina', ['administrator']).browser;
  await admin.submit('/staff/people/invite', ivana);
  const token = linkIn(world).split('=')[1] ?? '';

  for (const door of ['/sign-in/link', '/setup', '/account/email/confirm']) {
    expect([door, (await world.browser().get(`${door}?token=${token}`)).status]).toEqual([door, 410]);
  }
  expect(
    world.ctx.db.select().from(signInLinks).where(eq(signInLinks.purpose, 'invitation')).get()?.usedAt,
  ).toBeNull();
});
