// What a virus scanner says of an upload, and what is done when it says nothing: a clamd of our own, made to misbehave.
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { prepareDocument } from '../../src/paper/document.js';
import { scan } from '../../src/paper/viruses.js';
import { makeApplication, makeCall } from '../support/applications.js';
import { hiddenFields, makeWorld } from '../support/world.js';
import { tinyPdf } from './papers.js';

const folder = () => mkdtempSync(join(tmpdir(), 'scan-'));
function fileOf(bytes: Buffer): string {
  const path = join(folder(), 'upload');
  writeFileSync(path, bytes);
  return path;
}

/** Listens as clamd does; `reply` gets the bytes of the stream, put together again. Answers with its address. */
async function clamd(reply: (bytes: Buffer, socket: Socket) => string | null, at?: string): Promise<string> {
  const server = createServer((socket) => {
    let got = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (piece) => {
      got = Buffer.concat([got, piece]);
      const pieces: Buffer[] = [];
      let from = 'zINSTREAM\0'.length;
      while (got.length >= from + 4) {
        const length = got.readUInt32BE(from);
        if (length > 0) pieces.push(got.subarray(from + 4, from + 4 + length));
        from += 4 + length;
        if (length > 0) continue;
        const said = reply(Buffer.concat(pieces), socket);
        if (said !== null) socket.end(said);
        return;
      }
    });
  });
  await new Promise<void>((done) => (at ? server.listen(at, done) : server.listen(0, '127.0.0.1', done)));
  onTestFinished(() => void server.close());
  return at ?? `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const honest = (bytes: Buffer) =>
  bytes.includes('HARMFUL') ? 'stream: Test.Signature FOUND\0' : 'stream: OK\0';

test('the whole file is sent, in pieces, by network or socket, and the answer understood', async () => {
  let seen = 0;
  const large = Buffer.concat([Buffer.alloc(300_000, 'a'), Buffer.from('HARMFUL')]);
  const byNetwork = await clamd((bytes) => {
    seen = bytes.length;
    return honest(bytes);
  });
  const bySocket = await clamd(honest, join(folder(), 'clamd.sock'));

  expect(await scan(byNetwork, fileOf(large))).toBe('infected');
  expect(seen).toBe(large.length);
  expect(await scan(bySocket, fileOf(Buffer.from('harmless')))).toBe('clean');
});

test.each<[string, (bytes: Buffer, socket: Socket) => string | null]>([
  ['fails', () => 'INSTREAM size limit exceeded. ERROR\0'],
  ['says nothing', () => ''],
  [
    'hangs up',
    (_bytes, socket) => {
      socket.destroy();
      return null;
    },
  ],
])('a scanner that %s has not said that a file is clean', async (_how, reply) => {
  expect(await scan(await clamd(reply), fileOf(Buffer.from('harmless')))).toBe('unscanned');
});

test('a scanner that hangs, and none at all, are not waited for', async () => {
  const hanging = await clamd(() => null);

  expect(await scan(hanging, fileOf(Buffer.from('harmless')), 50)).toBe('unscanned');
  expect(await scan(join(folder(), 'nobody.sock'), fileOf(Buffer.from('harmless')))).toBe('unscanned');
});

test('a harmful upload is refused in words and leaves nothing; a harmless one is kept', async () => {
  const world = makeWorld({ clamd: await clamd(honest) });
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });
  const page = `${arta.url}/documents/grades_certificate`;
  const send = async (bytes: Buffer) => {
    const fields = hiddenFields((await arta.browser.get(page)).text, page);
    return arta.browser.upload(page, fields, 'files', [{ name: 'grades.pdf', bytes }]);
  };

  const refused = await send(Buffer.concat([tinyPdf(), Buffer.from('\n% HARMFUL')]));
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('“grades.pdf” looks harmful to our virus scanner.');
  await expect.poll(() => readdirSync(world.ctx.config.temporaryDir)).toEqual([]);
  expect((await send(tinyPdf())).status).toBe(303);
});

test('without an answer of the scanner nothing is kept, and the log says that it is away', async () => {
  const world = makeWorld({ clamd: join(folder(), 'nobody.sock') });
  const path = fileOf(tinyPdf());

  expect(await prepareDocument(world.ctx, [{ path, name: 'grades.pdf' }])).toEqual({
    ok: false,
    problem: 'unscanned',
    name: 'grades.pdf',
  });
  expect(world.logged()).toContain('scanner_away');
  expect(world.logged()).not.toContain('grades');
});
