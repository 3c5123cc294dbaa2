// The staff door: password, then a code.
import { expect, test } from 'vitest';
import { sessions } from '../../db/schema/sessions.js';
import { SYSTEM } from '../../src/access/actor.js';
import { credentialsOf } from '../../src/credentials/queries.js';
import * as credentials from '../../src/credentials/service.js';
import { codeNow, givePassword, makeStaff, PASSWORD, passStaffDoor } from '../support/staff.js';
import { statementsDuring } from '../support/statements.js';
import { hiddenFields, makeWorld, type World } from '../support/world.js';

const SESSION = '__Host-session';
const CODE = '/staff/sign-in/code';

/** Recovery codes of a person, kept. */
function giveCodes(world: World, personId: number): string[] {
  const { codes, sealed } = credentials.newCodes(world.ctx, personId);
  credentials.keepCodes(world.ctx, { ...SYSTEM, personId }, sealed);
  return codes;
}

test('Dafina signs in with password and code and comes to her work', async () => {
  const world = makeWorld();
  const { email } = await makeStaff(world, 'Dafina', ['coordinator']);
  const browser = world.browser();

  const half = await givePassword(browser, email);
  const full = await browser.submit(half.location, { code: codeNow(world) }, CODE);

  expect([half.status, half.location]).toEqual([303, '/staff/sign-in/code?next=%2F']);
  expect([full.status, full.location]).toEqual([303, '/staff/tasks']);
  expect((await browser.get('/account/security')).status).toBe(200);
});

test('she comes to where she was going', async () => {
  const world = makeWorld();
  const { email } = await makeStaff(world, 'Dafina', ['coordinator', 'administrator']);
  const browser = world.browser();
  const door = await browser.get('/staff/people');

  const half = await browser.submit(door.location, { email, password: PASSWORD }, '/staff/sign-in');
  const full = await browser.submit(half.location, { code: codeNow(world) }, CODE);

  expect(full.location).toBe('/staff/people');
});

test('the password alone opens nothing but the second step and the way out', async () => {
  const world = makeWorld();
  const { email } = await makeStaff(world, 'Dafina', ['coordinator', 'administrator', 'applicant']);
  const browser = world.browser();
  await givePassword(browser, email);

  for (const url of ['/account', '/account/security', '/staff/people', '/my/applications']) {
    expect([url, (await browser.get(url)).status]).toEqual([url, 303]);
  }
  const out = await browser.submit(CODE, {}, '/sign-out');
  expect([out.status, out.location]).toEqual([303, '/']);
  expect((await browser.get(CODE)).location).toMatch(/^\/staff\/sign-in\?/);
});

test('each step begins under a new token, and the one before is dead', async () => {
  const world = makeWorld();
  const { email } = await makeStaff(world, 'Dafina', ['administrator']);
  const browser = world.browser();
  browser.cookies.set(SESSION, 'a-token-planted-by-somebody-else');

  await givePassword(browser, email);
  const half = browser.cookies.get(SESSION) ?? '';
  await browser.submit(CODE, { code: codeNow(world) });
  const full = browser.cookies.get(SESSION) ?? '';

  expect(new Set(['a-token-planted-by-somebody-else', half, full]).size).toBe(3);
  const thief = world.browser();
  for (const token of ['a-token-planted-by-somebody-else', half]) {
    thief.cookies.set(SESSION, token);
    expect((await thief.get('/staff/people')).status).toBe(303);
    expect((await thief.get(CODE)).status).toBe(303);
  }
  expect(world.ctx.db.select().from(sessions).all()).toHaveLength(1);
});

test('a code is accepted once, also by the step before and after it', async () => {
  const world = makeWorld();
  const { email } = await makeStaff(world, 'Dafina', ['administrator']);
  const code = codeNow(world);
  await passStaffDoor(world, world.browser(), email);
  const second = world.browser();
  await givePassword(second, email);

  const replayed = await second.submit(CODE, { code });
  const older = await second.submit(CODE, { code: codeNow(world, undefined, -1) });
  world.clock.pass(30_000);
  const fresh = await second.submit(CODE, { code: codeNow(world) });

  expect([replayed.status, older.status, fresh.status]).toEqual([422, 422, 303]);
  expect(replayed.text).toContain('This code was used once already.');
});

test('codes of two steps ago and two steps ahead are wrong', async () => {
  const world = makeWorld();
  const { email } = await makeStaff(world, 'Dafina', ['administrator']);
  const browser = world.browser();
  await givePassword(browser, email);

  for (const steps of [-2, 2]) {
    const answer = await browser.submit(CODE, { code: codeNow(world, undefined, steps) });
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(/<a href="#code">[^<]+: This code is not right\./);
  }
  expect((await browser.submit(CODE, { code: codeNow(world, undefined, 1) })).status).toBe(303);
});

test('a recovery code lets her in once, and she is told', async () => {
  const world = makeWorld();
  const { email, personId } = await makeStaff(world, 'Dafina', ['administrator']);
  const [code = ''] = giveCodes(world, personId);
  const first = world.browser();
  const second = world.browser();
  await givePassword(first, email);
  await givePassword(second, email);

  const used = await first.submit(CODE, { code: code.toUpperCase() });
  const again = await second.submit(CODE, { code });

  expect(used.location).toBe('/staff/people');
  expect(again.status).toBe(422);
  expect(world.letters().map(({ letter, text }) => [letter, text.includes('with a recovery code')])).toEqual([
    ['security-notice', true],
  ]);
});

test('another person’s recovery code is worth nothing', async () => {
  const world = makeWorld();
  const { email } = await makeStaff(world, 'Dafina', ['administrator']);
  const luan = await makeStaff(world, 'Luan', ['director']);
  const [code = ''] = giveCodes(world, luan.personId);
  const browser = world.browser();
  await givePassword(browser, email);

  expect((await browser.submit(CODE, { code })).status).toBe(422);
});

test('recovery codes, passwords and the app’s secret are not to be found in the database', async () => {
  const world = makeWorld();
  const { personId } = await makeStaff(world, 'Dafina', ['administrator']);
  const codes = giveCodes(world, personId);

  const stored = world.ctx.db.$client.serialize().toString('latin1');

  expect(codes).toHaveLength(10);
  expect(stored).toContain('dafina@example.org');
  for (const secret of [
    PASSWORD,
    'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    ...codes,
    ...codes.map((code) => code.replaceAll('-', '')),
  ]) {
    expect(stored).not.toContain(secret);
  }
  expect(credentialsOf(world.ctx.db, personId)?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('a wrong password, an unknown address and an applicant’s address get the same answer', async () => {
  const world = makeWorld();
  const { email } = await makeStaff(world, 'Dafina', ['coordinator']);
  world.signedIn('Arta', ['applicant']);
  const bare = (html: string) => html.replace(/value="[^"]*"|data-token="[^"]*"/g, '');

  const answers = [];
  for (const [who, password] of [
    [email, 'not her password'],
    ['zana@example.org', PASSWORD],
    ['arta@example.org', PASSWORD],
  ]) {
    answers.push(
      await world.browser().submit('/staff/sign-in', { email: who ?? '', password: password ?? '' }),
    );
  }

  expect(answers.map((answer) => answer.status)).toEqual([422, 422, 422]);
  expect(new Set(answers.map((answer) => bare(answer.text))).size).toBe(1);
  expect(answers[0]?.text).toMatch(/<a href="#password">[^<]+: Address and password do not match\./);
  expect(answers[0]?.text).toMatch(/<input[^>]*name="email"[^>]*value="dafina@example.org"/);
  expect(answers[0]?.text).not.toContain('not her password');
});

test('an unknown address costs the same statements as a known one', async () => {
  const world = makeWorld();
  const { email } = await makeStaff(world, 'Dafina', ['coordinator']);
  const seen = [];
  for (const who of [email, 'zana@example.org']) {
    const browser = world.browser();
    const fields = hiddenFields((await browser.get('/staff/sign-in')).text, '/staff/sign-in');
    seen.push(
      await statementsDuring(world, () =>
        browser.post('/staff/sign-in', { ...fields, email: who, password: 'not her password' }),
      ),
    );
  }

  expect(seen[1]).toEqual(seen[0]);
  expect(seen[0]?.length).toBeGreaterThan(5);
});

test('after five wrong passwords an account waits, known or unknown, and is never shut', async () => {
  const world = makeWorld();
  const { email } = await makeStaff(world, 'Dafina', ['administrator']);
  const guess = (who: string, password = 'not her password') =>
    world.browser().submit('/staff/sign-in', { email: who, password });

  for (const who of [email, 'zana@example.org']) {
    for (let tried = 0; tried < 5; tried += 1) expect((await guess(who)).status).toBe(422);
    const waiting = await guess(who, PASSWORD);
    expect([waiting.status, waiting.headers['retry-after']]).toEqual([429, '30']);
  }

  world.clock.pass(30_000);
  expect((await guess(email)).status).toBe(422);
  expect((await guess(email, PASSWORD)).headers['retry-after']).toBe('60');
  world.clock.pass(60_000);
  expect((await guess(email, PASSWORD)).status).toBe(303);
});

test('guessing throws nobody out, and the owner’s own browser does not wait', async () => {
  const world = makeWorld();
  const { email } = await makeStaff(world, 'Dafina', ['administrator']);
  const own = world.browser();
  await passStaffDoor(world, own, email);
  const elsewhere = world.browser();
  world.clock.pass(60_000);
  await passStaffDoor(world, elsewhere, email);
  await elsewhere.submit('/account/sessions', {}, '/sign-out');

  for (let tried = 0; tried < 6; tried += 1) await givePassword(world.browser(), email, 'not her password');

  expect((await own.get('/staff/people')).status).toBe(200);
  expect((await givePassword(world.browser(), email)).status).toBe(429);
  expect((await givePassword(elsewhere, email)).status).toBe(303);
});

test('fifty wrong passwords an hour from one place are all it gets, whoever they are for', async () => {
  const world = makeWorld();
  const browser = world.browser();
  const fields = hiddenFields((await browser.get('/staff/sign-in')).text, '/staff/sign-in');
  const guess = (n: number) =>
    browser.post('/staff/sign-in', { ...fields, email: `person${n}@example.org`, password: 'guess' });

  const statuses = [];
  for (let n = 0; n < 51; n += 1) statuses.push((await guess(n)).status);

  expect(new Set(statuses.slice(0, 50))).toEqual(new Set([422]));
  expect(statuses[50]).toBe(429);
});

test('guessing the code slows down as well', async () => {
  const world = makeWorld();
  const { email } = await makeStaff(world, 'Dafina', ['administrator']);
  const browser = world.browser();
  await givePassword(browser, email);

  for (let tried = 0; tried < 5; tried += 1)
    expect((await browser.submit(CODE, { code: '000000' })).status).toBe(422);
  const waiting = await browser.submit(CODE, { code: codeNow(world) });

  expect([waiting.status, waiting.headers['retry-after']]).toEqual([429, '30']);
});

test('sent twice, the first step signs in once', async () => {
  const world = makeWorld();
  const { email } = await makeStaff(world, 'Dafina', ['administrator']);
  const browser = world.browser();
  const fields = hiddenFields((await browser.get('/staff/sign-in')).text, '/staff/sign-in');
  const post = () => browser.post('/staff/sign-in', { ...fields, email, password: PASSWORD });

  const [first, second] = await Promise.all([post(), post()]);

  expect([first.location, second.location]).toEqual(Array(2).fill('/staff/sign-in/code?next=%2F'));
  expect(world.ctx.db.select().from(sessions).all()).toHaveLength(1);
});

test('somebody whose last membership has ended is not let in', async () => {
  const world = makeWorld();
  const { email } = await makeStaff(world, 'Dafina', []);

  expect((await givePassword(world.browser(), email)).status).toBe(422);
});
