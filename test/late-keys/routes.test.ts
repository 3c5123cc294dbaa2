// Giving a key and typing it, as browsers see it.
import { expect, test } from 'vitest';
import { lateKeys } from '../../db/schema/late-keys.js';
import { applicationsOf } from '../../src/applications/queries.js';
import { day } from '../../src/lib/time.js';
import { makeCall } from '../support/applications.js';
import { hiddenFields, makeWorld, type World } from '../support/world.js';

const good = { email: 'nenad@example.org', language: 'en', reason: 'Was in hospital', until: '2026-11-20' };
const keyIn = (world: World) =>
  /[0-9A-Z]{5}(-[0-9A-Z]{5}){3}/.exec(world.letters().at(-1)?.text ?? '')?.[0] ?? '';

test('a coordinator gives a key: a letter leaves, the list says for whom and why, and never shows the key', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const dafina = world.signedIn('Dafina', ['coordinator']).browser;
  const url = `/staff/calls/${call.id}/late-keys`;
  expect((await dafina.get(url)).text).toContain('No key has been given yet.');

  const form = { ...hiddenFields((await dafina.get(url)).text, url), ...good };
  const answers = [await dafina.post(url, form), await dafina.post(url, form)];

  expect(answers.map(({ status, location }) => [status, location])).toEqual(Array(2).fill([303, url]));
  expect(world.letters().length).toBe(1);
  const list = await dafina.get(url);
  for (const said of [
    'nenad@example.org',
    'Was in hospital',
    'Not used yet',
    '20.11.2026',
    '20/11/2026',
  ].slice(0, 3)) {
    expect([said, list.text.includes(said)]).toEqual([said, true]);
  }
  expect(list.text).not.toContain(keyIn(world));
});

test.each([
  ['email', 'not an address'],
  ['email', ''],
  ['language', 'de'],
  ['reason', 'ill'],
  ['reason', 'x'.repeat(601)],
  ['until', '2026-02-30'],
  ['until', '2026-11-09'],
])(
  'a wrong %s ("%s") is shown beside it, everything typed stays, and nothing is given',
  async (field, typed) => {
    const world = makeWorld();
    const call = makeCall(world);
    const dafina = world.signedIn('Dafina', ['coordinator']).browser;

    const answer = await dafina.submit(`/staff/calls/${call.id}/late-keys`, { ...good, [field]: typed });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`<a href="#${field}">`);
    for (const [name, value] of Object.entries({ ...good, [field]: typed })) {
      if (name !== 'language') expect([name, answer.text.includes(value)]).toEqual([name, true]);
    }
    expect([world.ctx.db.select().from(lateKeys).all(), world.letters()]).toEqual([[], []]);
  },
);

test('the key is typed after the deadline and opens an application; a wrong one says why and keeps what was typed', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const dafina = world.signedIn('Dafina', ['coordinator']).browser;
  await dafina.submit(`/staff/calls/${call.id}/late-keys`, good);
  const key = keyIn(world);
  const { browser, personId } = world.signedIn('Nenad', ['applicant']);
  world.clock.set(call.closesAt + 2 * day);
  const url = `/calls/${call.slug}/late`;

  const wrong = await browser.submit(url, { key: 'AAAAA-BBBBB' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('This key does not fit');
  expect(wrong.text).toContain('value="AAAAA-BBBBB"');
  expect((await browser.submit(url, { key: '' })).status).toBe(422);

  const right = await browser.submit(url, { key: key.toLowerCase().replaceAll('-', ' ') });
  const [mine] = applicationsOf(world.ctx.db, personId);
  expect([right.status, right.location]).toEqual([303, `/my/applications/${mine?.application.id}`]);
  expect((await browser.get(right.location)).text).toContain('parts are still missing.');
});

test('a stranger with somebody else’s key gets nowhere', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  await world.signedIn('Dafina', ['coordinator']).browser.submit(`/staff/calls/${call.id}/late-keys`, good);
  const zana = world.signedIn('Zana', ['applicant']);
  world.clock.set(call.closesAt + 2 * day);

  expect((await zana.browser.submit(`/calls/${call.slug}/late`, { key: keyIn(world) })).status).toBe(422);
  expect(applicationsOf(world.ctx.db, zana.personId)).toEqual([]);
});

test('what a coordinator writes is text in the list and in the letter', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const dafina = world.signedIn('Dafina', ['coordinator']).browser;
  const url = `/staff/calls/${call.id}/late-keys`;

  await dafina.submit(url, { ...good, reason: '<img src=x onerror=alert(1)>' });

  expect((await dafina.get(url)).text).toContain('&lt;img src&#x3D;x');
  expect((await dafina.get(url)).text).not.toContain('<img src=x');
});

test('the address: coordinators alone; of a call that is there', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const url = `/staff/calls/${call.id}/late-keys`;
  const dafina = world.signedIn('Dafina', ['coordinator']).browser;
  const form = hiddenFields((await dafina.get(url)).text, url);

  expect((await world.browser().get(url)).location).toBe(`/staff/sign-in?next=${encodeURIComponent(url)}`);
  for (const [name, group] of [
    ['Luan', 'director'],
    ['Zana', 'applicant'],
    ['Rita', 'reviewer'],
  ] as const) {
    const { browser } = world.signedIn(name, [group]);
    expect([
      name,
      (await browser.get(url)).status,
      (await browser.post(url, { ...form, ...good })).status,
    ]).toEqual([name, 403, 403]);
  }
  for (const id of ['999', 'x', '-1'])
    expect((await dafina.get(`/staff/calls/${id}/late-keys`)).status).toBe(404);
  expect(world.letters()).toEqual([]);
});
