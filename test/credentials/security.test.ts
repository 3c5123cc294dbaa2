// How staff and interns change their password, code app and recovery codes.
import { expect, test } from 'vitest';
import { credentialsOf, recoveryCodesOf } from '../../src/credentials/queries.js';
import { timelineOf } from '../../src/history/queries.js';
import { codeNow, givePassword, makeStaff, PASSWORD, passStaffDoor } from '../support/staff.js';
import { hiddenFields, makeWorld, type World } from '../support/world.js';

const SESSION = '__Host-session';

async function signedIn(world: World, name = 'Dafina') {
  const { email, personId } = await makeStaff(world, name, ['administrator']);
  const browser = world.browser();
  await passStaffDoor(world, browser, email);
  world.clock.pass(60_000);
  return { email, personId, browser };
}

/** The key written under the QR code of a page. */
const keyOn = (html: string) => /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(html)?.[1]?.replaceAll(' ', '') ?? '';

test('a new password signs out everywhere else, goes on here under a new token, and she is told', async () => {
  const world = makeWorld();
  const { email, personId, browser } = await signedIn(world);
  const elsewhere = world.browser();
  await passStaffDoor(world, elsewhere, email);
  const before = browser.cookies.get(SESSION) ?? '';

  const changed = await browser.submit('/account/security/password', {
    present: PASSWORD,
    password: 'green paper boats',
  });

  expect([changed.status, changed.location]).toEqual([303, '/account/security']);
  expect((await browser.get('/account/security')).text).toContain('The password was changed.');
  expect((await elsewhere.get('/account')).status).toBe(303);
  const thief = world.browser();
  thief.cookies.set(SESSION, before);
  expect((await thief.get('/account')).status).toBe(303);
  expect((await givePassword(world.browser(), email)).status).toBe(422);
  expect((await givePassword(world.browser(), email, 'green paper boats')).status).toBe(303);
  expect(world.letters()).toMatchObject([{ letter: 'security-notice', recipient: email }]);
  expect(timelineOf(world.ctx.db, 'person', personId).map((row) => row.event)).toContain('password_changed');
});

test('a password that is wrong, short, common or one’s own name changes nothing and says why', async () => {
  const world = makeWorld();
  const { personId, browser } = await signedIn(world);
  const before = credentialsOf(world.ctx.db, personId)?.passwordHash;
  const change = (present: string, password: string) =>
    browser.submit('/account/security/password', { present, password });

  const said = [];
  for (const [present, password] of [
    ['wrong', 'green paper boats'],
    [PASSWORD, 'short'],
    [PASSWORD, 'Password1234'],
    [PASSWORD, 'dafina dafina 7'],
  ]) {
    const answer = await change(present ?? '', password ?? '');
    said.push([answer.status, /<a href="#\w+">[^<:]+: ([^<]*)<\/a>/.exec(answer.text)?.[1]]);
    expect(answer.text).not.toContain(`value="${password}"`);
  }

  expect(said).toEqual([
    [422, 'This is not your present password.'],
    [422, 'This is too short: at least 12 characters.'],
    [422, 'This password is on the lists of those tried first. Choose another one.'],
    [422, 'The password contains your name, your address, or a word linked to HLC. Choose another one.'],
  ]);
  expect(credentialsOf(world.ctx.db, personId)?.passwordHash).toBe(before);
});

test('another code app counts only once its code was given, and with the password', async () => {
  const world = makeWorld();
  const { email, personId, browser } = await signedIn(world);
  const page = await browser.get('/account/security/app');
  const key = keyOn(page.text);
  const fields = hiddenFields(page.text, '/account/security/app');
  expect(key).toMatch(/^[A-Z2-7]{32}$/);
  expect(page.text).toContain('src="data:image/svg+xml;base64,');

  const wrongCode = await browser.post('/account/security/app', {
    ...fields,
    code: '000000',
    password: PASSWORD,
  });
  const wrongPassword = await browser.post('/account/security/app', {
    ...fields,
    code: codeNow(world, key),
    password: 'x',
  });
  expect([wrongCode.status, wrongPassword.status]).toEqual([422, 422]);
  expect(keyOn(wrongCode.text)).toBe(key);
  expect(wrongPassword.text).toContain(`value="${codeNow(world, key)}"`);
  const right = await browser.post('/account/security/app', {
    ...fields,
    code: codeNow(world, key),
    password: PASSWORD,
  });

  expect(right.location).toBe('/account/security');
  world.clock.pass(30_000);
  const old = world.browser();
  await givePassword(old, email);
  expect((await old.submit('/staff/sign-in/code', { code: codeNow(world) })).status).toBe(422);
  expect((await old.submit('/staff/sign-in/code', { code: codeNow(world, key) })).status).toBe(303);
  expect(credentialsOf(world.ctx.db, personId)?.totpSealed?.toString('latin1')).not.toContain(key);
});

test('looking at the pages with secrets stores nothing, and they show new ones each time', async () => {
  const world = makeWorld();
  const { personId, browser } = await signedIn(world);
  const before = credentialsOf(world.ctx.db, personId);

  const keys = [
    keyOn((await browser.get('/account/security/app')).text),
    keyOn((await browser.get('/account/security/app')).text),
  ];
  await browser.get('/account/security/codes');

  expect(new Set(keys).size).toBe(2);
  expect(credentialsOf(world.ctx.db, personId)).toEqual(before);
  expect(recoveryCodesOf(world.ctx.db, personId)).toEqual({ all: 0, unused: 0 });
});

test('a secret shown to one person cannot be connected by another, nor an hour later', async () => {
  const world = makeWorld();
  const dafina = await signedIn(world);
  const luan = await signedIn(world, 'Luan');
  const page = await dafina.browser.get('/account/security/app');
  const { sealed = '' } = hiddenFields(page.text, '/account/security/app');
  const code = () => codeNow(world, keyOn(page.text));

  const stolen = await luan.browser.submit('/account/security/app', {
    sealed,
    code: code(),
    password: PASSWORD,
  });
  world.clock.pass(29 * 60_000);
  await dafina.browser.get('/account');
  world.clock.pass(2 * 60_000);
  const late = await dafina.browser.submit('/account/security/app', {
    sealed,
    code: code(),
    password: PASSWORD,
  });

  for (const answer of [stolen, late]) {
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(
      /<a href="#code">[^<]+: This page was open for too long\. Load it again\.<\/a>/,
    );
  }
});

test('recovery codes count once she says she has them; new ones need the password and replace the old', async () => {
  const world = makeWorld();
  const { personId, browser } = await signedIn(world);
  const url = '/account/security/codes';
  const codesOn = (html: string) =>
    [...html.matchAll(/<li>(\w{4}-\w{4}-\w{4})<\/li>/g)].map(([, code]) => code ?? '');

  const page = await browser.get(url);
  const fields = hiddenFields(page.text, url);
  const unticked = await browser.post(url, fields);
  expect(unticked.status).toBe(422);
  expect(codesOn(unticked.text)).toEqual(codesOn(page.text));
  // Set up: on to the work.
  expect((await browser.post(url, { ...fields, kept: 'on' })).location).toBe('/staff/people');
  expect((await browser.get('/account/security')).text).toContain('10 unused codes left');

  expect((await browser.submit(url, { kept: 'on' })).status).toBe(422);
  expect((await browser.submit(url, { kept: 'on', password: PASSWORD })).location).toBe('/account/security');
  expect(recoveryCodesOf(world.ctx.db, personId)).toEqual({ all: 10, unused: 10 });
  const half = world.browser();
  await givePassword(half, 'dafina@example.org');
  const [old = ''] = codesOn(page.text);
  expect((await half.submit('/staff/sign-in/code', { code: old })).status).toBe(422);
  expect(world.letters().map(({ letter }) => letter)).toEqual(['security-notice']);
});

test('applicants have no keys to look after, and strangers are asked to sign in', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Arta', ['applicant']);

  for (const page of ['', '/password', '/app', '/codes', '/passkeys', '/passkeys/1', '/passkeys/1/remove']) {
    expect((await browser.get(`/account/security${page}`)).status).toBe(403);
    expect((await world.browser().get(`/account/security${page}`)).location).toMatch(/^\/staff\/sign-in\?/);
  }
});
