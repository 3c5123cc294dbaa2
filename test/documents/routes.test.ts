// The pages of documents: each problem in its own words, nothing left behind, replaced, removed, other people.
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileContents, files } from '../../db/schema/files.js';
import { documentsOf } from '../../src/documents/queries.js';
import { day, minute } from '../../src/lib/time.js';
import { LARGEST_FILE } from '../../src/web/uploads.js';
import { docx, lockedPdf, photo, tinyPdf, zip } from '../paper/papers.js';
import { type Made, makeApplication, makeCall } from '../support/applications.js';
import { type Answer, hiddenFields, makeWorld, type World } from '../support/world.js';

type Sent = { name: string; bytes: Buffer };

async function send({ browser, url }: Made, slot: string, sent: Sent[]): Promise<Answer> {
  const page = `${url}/documents/${slot}`;
  return browser.upload(page, hiddenFields((await browser.get(page)).text, page), 'files', sent);
}
const stored = (world: World) => world.ctx.db.select().from(fileContents).all().length;
/** Nothing lies about once the answer is out and its files are dropped. */
const isTidy = (world: World) => expect.poll(() => readdirSync(world.ctx.config.temporaryDir)).toEqual([]);
const pdf = (name = 'grades.pdf', colour = '1 0 0') => ({ name, bytes: tinyPdf([colour]) });

test.each<[string, () => Promise<Sent[]>, string]>([
  ['nothing chosen', async () => [], 'Choose a file first.'],
  ['an empty file', async () => [{ name: 'a.pdf', bytes: Buffer.alloc(0) }], '“a.pdf” is empty.'],
  ['a text file', async () => [{ name: 'a.pdf', bytes: Buffer.from('just words') }], '“a.pdf” is not a PDF'],
  [
    'a program called PDF',
    async () => [{ name: 'b.pdf', bytes: Buffer.from('MZ\x90\x00'.repeat(50)) }],
    '“b.pdf” is not a PDF',
  ],
  [
    'a PDF cut off',
    async () => [{ name: 'c.pdf', bytes: tinyPdf().subarray(0, 200) }],
    '“c.pdf” cannot be opened',
  ],
  [
    'a locked PDF',
    async () => [{ name: 'd.pdf', bytes: Buffer.from(await lockedPdf()) }],
    '“d.pdf” is locked with a password.',
  ],
  [
    'a DOCX with macros',
    async () => [{ name: 'e.docx', bytes: docx([{ name: 'word/vbaProject.bin', data: 'x' }]) }],
    '“e.docx” contains macros',
  ],
  [
    'a ZIP',
    async () => [{ name: 'f.docx', bytes: zip([{ name: 'x.txt', data: 'x' }]) }],
    '“f.docx” is not a PDF',
  ],
  ['two documents', async () => [pdf('g.pdf'), pdf('h.pdf')], 'Choose either one document or photos'],
  [
    'a document and a photo',
    async () => [pdf('g.pdf'), { name: 'i.jpg', bytes: await photo() }],
    'Choose either one document or photos',
  ],
  ['a name with a tag in it', async () => [{ name: '<b>x.pdf', bytes: Buffer.from('no') }], '&lt;b&gt;x'],
])('%s: a clear sentence, nothing stored, nothing left behind', async (_what, make, sentence) => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });

  const answer = await send(arta, 'grades_certificate', await make());

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(sentence);
  expect(answer.text).toMatch(/id="files-error"/);
  expect(stored(world)).toBe(0);
  await isTidy(world);
});

test('a file one byte too large is refused in words', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });

  const answer = await send(arta, 'cv', [{ name: 'big.pdf', bytes: Buffer.alloc(LARGEST_FILE + 2, 'x') }]);

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('A file is larger than 10 MB');
  expect(stored(world)).toBe(0);
  await isTidy(world);
});

test('a PDF is stored under its own name, and shown with its pages', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });

  const answer = await send(arta, 'grades_certificate', [pdf()]);

  expect([answer.status, answer.location]).toEqual([303, `${arta.url}/documents/grades_certificate`]);
  const [document] = documentsOf(world.ctx.db, arta.id);
  expect(document).toMatchObject({ slot: 'grades_certificate', type: 'pdf', pages: 1 });
  const page = await arta.browser.get(answer.location);
  expect(page.text).toContain(`href="/files/${document?.id}"`);
  expect(page.text).toContain(`src="/files/${document?.id}/pages/1"`);
  // Open while it is new: whether it can be read is to be seen.
  const isOpen = async () =>
    /<details class="pages" open>/.test((await arta.browser.get(answer.location)).text);
  const now = await isOpen();
  world.clock.pass(3 * minute);
  expect([now, await isOpen()]).toEqual([true, false]);
  await isTidy(world);
});

test('several photos of one certificate become one document', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });
  const shots = [await photo(), await photo(), await photo()].map((bytes, index) => ({
    name: `IMG_${index}.jpg`,
    bytes,
  }));

  expect((await send(arta, 'grades_certificate', shots)).status).toBe(303);

  expect(documentsOf(world.ctx.db, arta.id)).toMatchObject([{ type: 'pdf', pages: 3 }]);
});

test('replacing one in a draft erases the one before; its address answers 404', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });
  await send(arta, 'cv', [pdf('old.pdf')]);
  const [old] = documentsOf(world.ctx.db, arta.id);
  await send(arta, 'cv', [pdf('new.pdf', '0 1 0')]);

  expect(documentsOf(world.ctx.db, arta.id).length).toBe(1);
  expect(stored(world)).toBe(1);
  expect((await arta.browser.get(`/files/${old?.id}`)).status).toBe(404);
  expect(
    world.ctx.db
      .select()
      .from(files)
      .all()
      .map(({ name }) => name === ''),
  ).toEqual([true, false]);
});

test('replacing one that was sent keeps it for who reads the application', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));

  expect((await send(arta, 'grades_certificate', [pdf('better.pdf', '0 0 1')])).status).toBe(303);

  expect(stored(world)).toBe(2);
  expect(documentsOf(world.ctx.db, arta.id).length).toBe(1);
});

test('removing asks first; twice is harmless; nothing of it stays', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });
  await send(arta, 'cv', [pdf()]);
  const url = `${arta.url}/documents/cv/remove`;
  const form = hiddenFields((await arta.browser.get(url)).text, url);

  const answers = [await arta.browser.post(url, form), await arta.browser.post(url, form)];

  expect(answers.map(({ status, location }) => [status, location])).toEqual(
    Array(2).fill([303, `${arta.url}/documents/cv`]),
  );
  expect([documentsOf(world.ctx.db, arta.id), stored(world)]).toEqual([[], 0]);
  expect((await arta.browser.submit(url, {})).status).toBe(303);
});

test('a required document that was sent is replaced, not removed; an optional one is removed', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));
  await send(arta, 'cv', [pdf('cv.pdf', '0 1 0')]);
  const page = await arta.browser.get(`${arta.url}/documents/grades_certificate`);
  expect(page.text).toContain(`${arta.url}/documents/cv/remove`);
  expect(page.text).not.toContain(`${arta.url}/documents/grades_certificate/remove`);

  expect((await arta.browser.submit(`${arta.url}/documents/grades_certificate/remove`, {})).status).toBe(409);
  expect((await arta.browser.submit(`${arta.url}/documents/cv/remove`, {})).status).toBe(303);
  expect(documentsOf(world.ctx.db, arta.id).map(({ slot }) => slot)).toEqual(['grades_certificate']);
});

test('after the deadline documents are shown and not changed', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);
  const page = `${arta.url}/documents/cv`;
  const form = hiddenFields((await arta.browser.get(page)).text, page);
  world.clock.set(call.closesAt + day);

  const shown = await arta.browser.get(page);
  expect(shown.text).not.toContain('type="file"');
  expect((await arta.browser.upload(page, form, 'files', [pdf()])).status).toBe(409);
  expect((await arta.browser.submit(`${page}/remove`, {})).status).toBe(409);
  expect(documentsOf(world.ctx.db, arta.id)).toHaveLength(1);
  await isTidy(world);
});

test('a letter typed in the page makes the file of it optional', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });
  const required = async () => {
    const page = await arta.browser.get(`${arta.url}/documents/motivation_letter`);
    return /id="slot-motivation_letter">Motivation letter <span class="tag/.test(page.text);
  };

  expect(await required()).toBe(true);
  await arta.browser.submit(`${arta.url}/letter`, { letter: 'My letter' });
  expect(await required()).toBe(false);
});

test('more than one person may keep is refused, and what stood there stays', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });
  await send(arta, 'cv', [pdf()]);
  world.ctx.db
    .update(files)
    .set({ bytes: 60 * 1024 * 1024 })
    .run();

  const answer = await send(arta, 'grades_certificate', [pdf('b.pdf', '0 1 0')]);

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Your documents together are too large.');
  expect(documentsOf(world.ctx.db, arta.id).map(({ slot }) => slot)).toEqual(['cv']);
});

test('each address: sign-in first, other groups refused, somebody else’s and unknown places not there', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call, { upTo: 'whole' });
  const [document] = documentsOf(world.ctx.db, arta.id);
  const stranger = world.browser();
  const dafina = world.signedIn('Dafina', ['coordinator']).browser;
  const zana = makeApplication(world, call, { name: 'Zana', upTo: 'begun' });
  const own = `${zana.url}/documents/cv`;
  const form = hiddenFields((await zana.browser.get(own)).text, own);

  for (const page of ['/documents/grades_certificate', '/documents/grades_certificate/remove']) {
    const url = `${arta.url}${page}`;
    expect([url, (await stranger.get(url)).location]).toEqual([
      url,
      `/sign-in?next=${encodeURIComponent(url)}`,
    ]);
    expect([url, (await dafina.get(url)).status]).toEqual([url, 403]);
    expect([url, (await dafina.get(`/staff/entries/${arta.id}${page}`)).status]).toEqual([url, 404]);
    expect([url, (await zana.browser.get(url)).status]).toEqual([url, 404]);
  }
  const upload = `${arta.url}/documents/grades_certificate`;
  expect((await zana.browser.upload(upload, form, 'files', [pdf()])).status).toBe(404);
  expect((await zana.browser.post(`${upload}/remove`, form)).status).toBe(404);
  expect((await zana.browser.get(`/files/${document?.id}`)).status).toBe(404);
  expect((await dafina.get(`/files/${document?.id}`)).status).toBe(404);
  for (const slot of ['passport', '__proto__', 'toString']) {
    expect([slot, (await arta.browser.get(`${arta.url}/documents/${slot}`)).status]).toEqual([slot, 404]);
  }
  expect(documentsOf(world.ctx.db, arta.id)).toEqual([document]);
  await isTidy(world);
});
