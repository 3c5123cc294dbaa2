// Documents over HTTP: whose they are, under which headers they leave, and what a broken or foreign upload leaves behind.
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { files } from '../../db/schema/files.js';
import { docx, photo, tinyPdf } from '../paper/papers.js';
import { ledOn, makeApplication, makeCall, sendFiles } from '../support/make.js';
import { hiddenFields, makeWorld, type World } from '../support/world.js';

function callWorld(): World {
  const world = makeWorld();
  makeCall(world);
  return world;
}

const locked = {
  'content-security-policy': "default-src 'none'; sandbox",
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};
const headersOf = (headers: Record<string, string>) =>
  Object.fromEntries(Object.keys(locked).map((name) => [name, headers[name]]));

test('Arta gets her certificate back byte for byte, as a download that can run nothing', async () => {
  const world = callWorld();
  const arta = await makeApplication(world, 'Arta', { upTo: 'whole' });

  const { status, body, headers } = await arta.browser.bytes(`/files/${arta.fileId}`);

  expect(status).toBe(200);
  expect(body.equals(tinyPdf([`0.${arta.personId} 0.5 0.5`]))).toBe(true);
  expect(headers['content-type']).toBe('application/pdf');
  expect(headers['content-disposition']).toBe('attachment; filename=certificate.pdf');
  expect(headersOf(headers)).toEqual(locked);
});

test('a page of it is a picture under the same lock, and there is no page 0, 2 or "x"', async () => {
  const world = callWorld();
  const arta = await makeApplication(world, 'Arta', { upTo: 'whole' });

  const { status, body, headers } = await arta.browser.bytes(`/files/${arta.fileId}/pages/1`);
  const others = await Promise.all(
    ['0', '2', '-1', 'x', '1.5'].map((page) => arta.browser.get(`/files/${arta.fileId}/pages/${page}`)),
  );

  expect(status).toBe(200);
  expect(headers['content-type']).toMatch(/^image\/(png|jpeg)$/);
  expect([0x89, 0xff]).toContain(body[0]);
  expect(headersOf(headers)).toEqual(locked);
  expect(others.map((answer) => answer.status)).toEqual([404, 404, 404, 404, 404]);
});

test('a DOCX is a download and has no pages to show', async () => {
  const world = callWorld();
  const arta = await makeApplication(world, 'Arta', { upTo: 'whole' });
  const page = `${arta.url}/documents/cv`;
  ledOn(await sendFiles(arta.browser, page, [{ name: 'cv.docx', bytes: docx() }]), 'the CV');
  const cv = world.ctx.db
    .select()
    .from(files)
    .all()
    .find(({ type }) => type === 'docx');

  const whole = await arta.browser.bytes(`/files/${cv?.id}`);
  const shown = await arta.browser.get(`/files/${cv?.id}/pages/1`);

  expect(whole.headers['content-type']).toContain('wordprocessingml');
  expect(whole.headers['content-disposition']).toBe('attachment; filename=cv.docx');
  expect(headersOf(whole.headers)).toEqual(locked);
  expect(shown.status).toBe(404);
});

test('a document needs somebody signed in, and is there for its owner alone until it is sent', async () => {
  const world = callWorld();
  const arta = await makeApplication(world, 'Arta', { upTo: 'whole' });
  const nenad = world.signedIn('Nenad', ['applicant']);
  const dafina = world.signedIn('Dafina', ['coordinator']);
  const mira = world.signedIn('Mira', ['reviewer']);
  const url = `/files/${arta.fileId}`;
  const asked = async () => ({
    nobody: (await world.browser().get(url)).location,
    arta: (await arta.browser.get(url)).status,
    nenad: (await nenad.browser.get(url)).status,
    dafina: (await dafina.browser.get(url)).status,
    page: (await dafina.browser.get(`${url}/pages/1`)).status,
    mira: (await mira.browser.get(url)).status,
  });
  const nobody = `/sign-in?next=${encodeURIComponent(url)}`;

  const before = await asked();
  ledOn(await arta.browser.submit(`${arta.url}/check`, {}), 'sending');
  const after = await asked();

  expect(before).toEqual({ nobody, arta: 200, nenad: 404, dafina: 404, page: 404, mira: 403 });
  expect(after).toEqual({ nobody, arta: 200, nenad: 404, dafina: 200, page: 200, mira: 403 });
});

test('what Arta takes out of a draft is gone for her too', async () => {
  const world = callWorld();
  const arta = await makeApplication(world, 'Arta', { upTo: 'whole' });
  const page = `${arta.url}/documents/grades_certificate`;

  ledOn(await arta.browser.submit(`${page}/remove`, {}), 'removing');

  expect((await arta.browser.get(`/files/${arta.fileId}`)).status).toBe(404);
  expect((await arta.browser.get(`/files/${arta.fileId}/pages/1`)).status).toBe(404);
});

test('a name from the sender never becomes a path, a header or markup', async () => {
  const world = callWorld();
  const arta = await makeApplication(world, 'Arta', { upTo: 'begun' });
  const page = `${arta.url}/documents/grades_certificate`;
  const name = '../../etc/"><script>alert(1)</script>\r\nSet-Cookie: a=b; дипл ома ë.pdf';

  const shown = await arta.browser.get(page);
  ledOn(
    await arta.browser.upload(page, hiddenFields(shown.text, page), 'files', [{ name, bytes: tinyPdf() }]),
    name,
  );
  const [file] = world.ctx.db.select().from(files).all();
  const { headers } = await arta.browser.bytes(`/files/${file?.id}`);
  const { text } = await arta.browser.get(page);

  expect(file?.name).not.toMatch(/[/\\<>":\r\n]/);
  expect(headers['set-cookie']).toBeUndefined();
  expect(headers['content-disposition']).toMatch(
    /^attachment; filename="?[^"\r\n;]*"?; filename\*=UTF-8''[\w%.~!'()*-]+$/,
  );
  expect(text).not.toContain('<script>alert');
  expect(text).toContain(file?.name.slice(-12) ?? 'a name');
});

/** What an upload could leave behind: rows, and files in the temporary folder (swept just after the answer). */
function left(world: World) {
  const count = (table: string) =>
    world.ctx.db.$client.prepare(`select count(*) from ${table}`).pluck().get();
  return {
    files: count('files'),
    bytes: count('file_contents'),
    temporary: readdirSync(world.ctx.config.temporaryDir),
  };
}
const nothing = { files: 0, bytes: 0, temporary: [] };

const cutPdf = () => tinyPdf().subarray(0, 90);
const refused: [string, { name: string; bytes: () => Buffer | Promise<Buffer> }[]][] = [
  ['nothing', []],
  ['an empty file', [{ name: 'a.pdf', bytes: () => Buffer.alloc(0) }]],
  [
    'a page that calls itself a PDF',
    [{ name: 'a.pdf', bytes: () => Buffer.from('<html><script>1</script>') }],
  ],
  ['a PDF cut short', [{ name: 'a.pdf', bytes: cutPdf }]],
  ['a program', [{ name: 'a.pdf', bytes: () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]) }]],
  [
    'a photo and a PDF together',
    [
      { name: 'a.jpg', bytes: photo },
      { name: 'b.pdf', bytes: tinyPdf },
    ],
  ],
  [
    'a file above the limit',
    [{ name: 'a.pdf', bytes: () => Buffer.concat([tinyPdf(), Buffer.alloc(10 * 1024 * 1024)]) }],
  ],
  ['thirteen photos', Array.from({ length: 13 }, () => ({ name: 'a.jpg', bytes: photo }))],
];

test.each(refused)('%s is refused in words, and nothing of it stays', async (_name, sent) => {
  const world = callWorld();
  const arta = await makeApplication(world, 'Arta', { upTo: 'begun' });
  const papers = await Promise.all(sent.map(async ({ name, bytes }) => ({ name, bytes: await bytes() })));

  const { status, text } = await sendFiles(arta.browser, `${arta.url}/documents/grades_certificate`, papers);

  expect(status).toBe(422);
  expect(text).toMatch(/class="error-summary[\s\S]*href="#files"[^>]*>[^<]{10,}</);
  await expect.poll(() => left(world)).toEqual(nothing);
});

test('an upload with a foreign token, from another site, or without a token is refused and leaves nothing', async () => {
  const world = callWorld();
  const arta = await makeApplication(world, 'Arta', { upTo: 'begun' });
  const nenad = await makeApplication(world, 'Nenad', { upTo: 'begun' });
  const page = `${arta.url}/documents/grades_certificate`;
  const own = hiddenFields((await arta.browser.get(page)).text, page);
  const nenads = `${nenad.url}/documents/grades_certificate`;
  const foreign = hiddenFields((await nenad.browser.get(nenads)).text, nenads);
  const paper = [{ name: 'a.pdf', bytes: tinyPdf() }];
  const { _token, ...tokenless } = own;

  const answers = [
    await arta.browser.upload(page, { ...own, _token: foreign._token ?? '' }, 'files', paper),
    await arta.browser.upload(page, { ...own, _key: foreign._key ?? '' }, 'files', paper),
    await arta.browser.upload(page, tokenless, 'files', paper),
    await nenad.browser.upload(page, foreign, 'files', paper),
  ];

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 404]);
  await expect.poll(() => left(world)).toEqual(nothing);
  expect((await arta.browser.upload(page, own, 'files', paper)).status).toBe(303);
  await expect.poll(() => left(world)).toEqual({ files: 1, bytes: 1, temporary: [] });
});

test('the same upload sent twice is one document', async () => {
  const world = callWorld();
  const arta = await makeApplication(world, 'Arta', { upTo: 'begun' });
  const page = `${arta.url}/documents/grades_certificate`;
  const own = hiddenFields((await arta.browser.get(page)).text, page);
  const paper = [{ name: 'a.pdf', bytes: tinyPdf() }];

  const first = await arta.browser.upload(page, own, 'files', paper);
  const second = await arta.browser.upload(page, own, 'files', paper);

  expect([first.status, first.location]).toEqual([303, page]);
  expect([second.status, second.location]).toEqual([303, page]);
  await expect.poll(() => left(world)).toEqual({ files: 1, bytes: 1, temporary: [] });
});

test('a network that goes in the middle of an upload takes nothing down and leaves nothing', async () => {
  const world = callWorld();
  const arta = await makeApplication(world, 'Arta', { upTo: 'begun' });
  const server = world.app.listen(0);
  const { port } = server.address() as AddressInfo;
  const unhandled: unknown[] = [];
  const note = (error: unknown) => void unhandled.push(error);
  process.on('unhandledRejection', note);
  const cookies = [...arta.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const head = [
    `POST ${arta.url}/documents/grades_certificate HTTP/1.1`,
    'Host: localhost',
    `Cookie: ${cookies}`,
    'Sec-Fetch-Site: same-origin',
    'Content-Type: multipart/form-data; boundary=x',
    'Content-Length: 9000000',
  ];
  const file = '--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n';
  const begun = `${head.join('\r\n')}\r\n\r\n${file}`;

  for (const sent of [
    begun,
    `${begun}${'A'.repeat(70_000)}`,
    `${begun}AAAA\r\n${file}AAAA`,
    `${begun}AAAA\r\n--x`,
  ]) {
    const socket = connect(port);
    socket.write(sent);
    await wait(60);
    socket.destroy();
    await once(socket, 'close');
  }

  await wait(100);
  await expect.poll(() => left(world)).toEqual(nothing);
  expect(unhandled).toEqual([]);
  expect((await arta.browser.get(arta.url)).status).toBe(200);
  process.off('unhandledRejection', note);
  server.close();
});
