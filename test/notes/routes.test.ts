// Notes on a file: for colleagues alone, sealed, and put before whoever is named in them.
import { beforeAll, expect, test } from 'vitest';
import { notes } from '../../db/schema/notes.js';
import * as conflicts from '../../src/conflicts/service.js';
import { actorOf } from '../support/applications.js';
import { type Applicant, makeApplication, makeCall } from '../support/make.js';
import { type Browser, hiddenFields, makeWorld, type World } from '../support/world.js';

type Staff = { browser: Browser; personId: number };
let world: World;
let dafina: Staff;
let luan: Staff;
let arta: Applicant;
let url: string;
let file: string;

beforeAll(async () => {
  world = makeWorld({}, 'file');
  makeCall(world);
  dafina = world.signedIn('Dafina Berisha', ['coordinator']);
  luan = world.signedIn('Luan Berisha', ['director']);
  arta = await makeApplication(world, 'Arta Krasniqi');
  file = `/staff/applications/${arta.id}`;
  url = `${file}/notes`;
});

const write = (by: Staff, note: string) => by.browser.submit(url, { note });

test('a note that names a colleague waits for that colleague, and for nobody else', async () => {
  const answer = await write(dafina, '@Luan Berisha, the stamp is <odd>');

  const [theirs, mine] = [await luan.browser.get('/staff/tasks'), await dafina.browser.get('/staff/tasks')];
  const page = await luan.browser.get(file);

  expect([answer.status, answer.location]).toEqual([303, `${file}#notes`]);
  expect(theirs.text).toMatch(/<h2>For you <span class="number">1<\/span><\/h2>/);
  expect(theirs.text).toMatch(
    new RegExp(
      `<a href="${file}#notes">Arta Krasniqi</a>\\s*<p>A colleague mentioned you in a note on application HLC-2026-0001.</p>`,
    ),
  );
  expect(mine.text).toContain('Nothing is waiting');
  expect(page.text).toContain('<p class="pre">@Luan Berisha, the stamp is &lt;odd&gt;</p>');
  expect(page.text).toContain('<p>A note was written</p>');
  expect(world.logged()).not.toContain('stamp');
});

test('whoever was named says that they have read it, or answers; either is enough, and twice is harmless', async () => {
  const shown = await luan.browser.get(file);
  const form = hiddenFields(shown.text, `${url}/read`);

  const answers = [
    await luan.browser.post(`${url}/read`, form),
    await luan.browser.post(`${url}/read`, form),
  ];
  expect(answers.map(({ status, location }) => [status, location])).toEqual(
    Array(2).fill([303, `${file}#notes`]),
  );
  expect((await luan.browser.get('/staff/tasks')).text).toContain('Nothing is waiting');
  expect((await luan.browser.get(file)).text).not.toContain(`action="${url}/read"`);

  await write(luan, 'Ask her, @dafina');
  expect((await dafina.browser.get('/staff/tasks')).text).toContain('mentioned you');
  await write(dafina, 'I did.');
  expect((await dafina.browser.get('/staff/tasks')).text).toContain('Nothing is waiting');
});

test('the same note posted twice is one', async () => {
  const before = world.ctx.db.select().from(notes).all().length;
  const form = { ...hiddenFields((await dafina.browser.get(url)).text, url), note: 'Once' };

  await dafina.browser.post(url, form);
  await dafina.browser.post(url, form);

  expect(world.ctx.db.select().from(notes).all().length).toBe(before + 1);
});

test.each([
  ['', 'note'],
  ['x'.repeat(2001), 'note'],
  ['Look, @Mira', 'note'],
  ['Look, @Arta Krasniqi', 'note'],
])('%j is sent back with everything typed', async (note, field) => {
  const answer = await write(dafina, note);

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(`<a href="#${field}">`);
  expect(answer.text).toContain(note);
});

test('whoever is kept from the file cannot be named on it, and cannot write on it', async () => {
  const mira = world.signedIn('Mira Kept', ['coordinator']);
  const said = { id: arta.id, kind: 'relative', note: null } as const;
  conflicts.declare(world.ctx, actorOf(mira.personId, ['coordinator']), 'conflict.declare', said);

  expect((await write(dafina, 'Look, @Mira Kept')).status).toBe(422);
  expect((await mira.browser.get(url)).status).toBe(404);
  expect((await mira.browser.get(`${file}/facts/faculty`)).status).toBe(404);
});

test('the applicant reads notes nowhere but in everything that is held about them, without a name', async () => {
  const places = [arta.url, '/my/applications', `${arta.url}/withdraw`];
  for (const place of places) expect((await arta.browser.get(place)).text).not.toContain('stamp');
  expect((await arta.browser.get(url)).status).toBe(403);

  const held = await arta.browser.get('/my/data');
  const download = (await arta.browser.bytes('/my/data.json')).body.toString();

  expect(held.text).toContain('the stamp is &lt;odd&gt;');
  expect(download).toContain('the stamp is <odd>');
  for (const text of [held.text, download]) expect(text).not.toMatch(/Luan|Dafina|Berisha/);
});

test('interns and reviewers do not write; a draft has no notes', async () => {
  const zana = await makeApplication(world, 'Zana Drafts', { upTo: 'whole' });
  const form = hiddenFields((await dafina.browser.get(url)).text, url);

  for (const group of ['intern', 'reviewer'] as const) {
    const { browser } = world.signedIn(`Ivana ${group}`, [group]);
    expect((await browser.get(url)).status).toBe(403);
    expect((await browser.post(url, { ...form, note: 'hm' })).status).toBe(403);
  }
  expect((await dafina.browser.get(`/staff/applications/${zana.id}/notes`)).status).toBe(404);
  expect((await world.browser().get(url)).location).toContain('/staff/sign-in?next=');
});
