import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { prepareDocument } from '../../src/paper/document.js';
import { docx, lockedPdf, photo, plain, tinyPdf, uploadFolder } from './papers.js';

const folder = await uploadFolder();
const noScanner = { config: { clamd: null }, log: { warn: () => {} } };
const upload = async (name: string, bytes: Uint8Array) => ({ name, path: await folder.put(bytes) });

afterEach(async () => {
  expect(await folder.left(), 'an upload was left behind').toEqual([]);
});

test('one PDF is kept byte for byte', async () => {
  const bytes = tinyPdf(['1 0 0', '0 1 0']);

  expect(await prepareDocument(noScanner, [await upload('Uverenje o ocenama.PDF', bytes)])).toEqual({
    ok: true,
    bytes,
    type: 'pdf',
    pages: 2,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    suggestedName: 'Uverenje o ocenama.pdf',
  });
});

test('one DOCX is kept byte for byte', async () => {
  const bytes = docx();

  expect(await prepareDocument(noScanner, [await upload('letër.docx', bytes)])).toMatchObject({
    ok: true,
    bytes,
    type: 'docx',
    pages: null,
    suggestedName: 'letër.docx',
  });
});

test('photos become one PDF, named after the first', async () => {
  const uploads = [
    await upload('IMG_1.jpg', await photo()),
    await upload('IMG_2.png', await plain('#fff').png().toBuffer()),
  ];

  const prepared = await prepareDocument(noScanner, uploads);

  expect(prepared).toMatchObject({ ok: true, type: 'pdf', pages: 2, suggestedName: 'IMG_1.pdf' });
  if (!prepared.ok) throw new Error('unreachable');
  expect(prepared.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(prepared.sha256).toBe(createHash('sha256').update(prepared.bytes).digest('hex'));
});

test('12 photos are taken, 13 are too many', async () => {
  const small = await plain('#fff', 20, 20).jpeg().toBuffer();
  const photos = (count: number) =>
    Promise.all(Array.from({ length: count }, (_, i) => upload(`${i}.jpg`, small)));

  expect(await prepareDocument(noScanner, await photos(12))).toMatchObject({ ok: true, pages: 12 });
  expect(await prepareDocument(noScanner, await photos(13))).toEqual({
    ok: false,
    problem: 'too_many',
    name: '0.jpg',
  });
});

describe('refusals name the file they are about', () => {
  test('nothing was sent', async () => {
    expect(await prepareDocument(noScanner, [])).toEqual({ ok: false, problem: 'none', name: '' });
  });

  test.each([
    [
      'a photo and a PDF',
      async () => [await upload('a.jpg', await photo()), await upload('b.pdf', tinyPdf())],
      'mixed',
      'b.pdf',
    ],
    [
      'a PDF and a photo',
      async () => [await upload('b.pdf', tinyPdf()), await upload('a.jpg', await photo())],
      'mixed',
      'b.pdf',
    ],
    [
      'two PDFs',
      async () => [await upload('a.pdf', tinyPdf()), await upload('b.pdf', tinyPdf())],
      'mixed',
      'a.pdf',
    ],
    [
      'a DOCX and a photo',
      async () => [await upload('a.docx', docx()), await upload('b.jpg', await photo())],
      'mixed',
      'a.docx',
    ],
    [
      'a program among photos',
      async () => [await upload('a.jpg', await photo()), await upload('b.jpg', Buffer.from('MZ\x90\0'))],
      'wrong_type',
      'b.jpg',
    ],
    [
      'a program called PDF',
      async () => [await upload('uverenje.pdf', Buffer.from('MZ\x90\0\x03'))],
      'wrong_type',
      'uverenje.pdf',
    ],
    ['an empty file', async () => [await upload('a.pdf', Buffer.alloc(0))], 'empty', 'a.pdf'],
    ['a locked PDF', async () => [await upload('a.pdf', await lockedPdf())], 'encrypted', 'a.pdf'],
  ])('%s', async (_what, make, problem, name) => {
    expect(await prepareDocument(noScanner, await make())).toEqual({ ok: false, problem, name });
  });
});

test.each([
  ['C:\\Users\\ana\\uverenje.pdf', 'uverenje.pdf'],
  ['../../etc/passwd', 'passwd.pdf'],
  ['a.b.c.jpeg', 'a.b.c.pdf'],
  ['.pdf', 'document.pdf'],
  ['', 'document.pdf'],
  ['...', 'document.pdf'],
  ['Жалба\r\nX-Evil: 1.pdf', 'Жалба X-Evil 1.pdf'],
  ['evil\u202efdp.exe', 'evil fdp.pdf'],
  ['say "hi" <b>;50%.pdf', 'say hi b 50.pdf'],
  [`${'č'.repeat(300)}.pdf`, `${'č'.repeat(80)}.pdf`],
])('what was called %j is suggested as %j', async (name, suggestedName) => {
  expect(await prepareDocument(noScanner, [await upload(name, tinyPdf())])).toMatchObject({ suggestedName });
});

describe('whatever is sent', () => {
  const shapes = [
    '%PDF-1.7\n',
    '\xff\xd8\xff\xe0',
    '\x89PNG\r\n\x1a\n',
    'PK\x03\x04',
    'MZ',
    '\xd0\xcf\x11\xe0',
    '',
  ];

  test('300 files of random bytes are refused without a crash, and none is left', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...shapes),
        fc.uint8Array({ maxLength: 2000 }),
        fc.constantFrom('', '\n%%EOF'),
        async (head, body, tail) => {
          const bytes = Buffer.concat([Buffer.from(head, 'latin1'), body, Buffer.from(tail)]);

          expect(await prepareDocument(noScanner, [await upload('random', bytes)])).toMatchObject({
            ok: false,
          });
          expect(await folder.left()).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('good papers with some bytes changed are taken or refused, and none crashes', async () => {
    const good = [tinyPdf(['1 0 0', '0 0 1']), docx(), await photo()];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...good),
        fc.array(fc.tuple(fc.nat({ max: 5000 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 20 }),
        async (paper, changes) => {
          const bytes = Buffer.from(paper);
          for (const [at, value] of changes) bytes[at % bytes.length] = value;

          expect(await prepareDocument(noScanner, [await upload('changed', bytes)])).toHaveProperty('ok');
          expect(await folder.left()).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });
});
