import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { countPages, PdfUnreadable, pageImage, pageTexts } from '../../src/paper/pages.js';
import { lockedPdf, tinyPdf, uploadFolder } from './papers.js';

const folder = await uploadFolder();
const three = tinyPdf(['1 0 0', '0 1 0', '0 0 1']);

async function colour(picture: Buffer): Promise<number[]> {
  return (await sharp(picture).stats()).channels.map(({ mean }) => Math.round(mean / 64) * 64);
}

describe('pageImage', () => {
  test.each([
    [1, [256, 0, 0]],
    [2, [0, 256, 0]],
    [3, [0, 0, 256]],
  ])('draws page %d', async (page, expected) => {
    expect(await colour(await pageImage(three, page))).toEqual(expected);
  });

  test.each([
    [undefined, 1000, 1417],
    [420, 420, 595],
    [100, 100, 142],
    [1, 16, 23],
    [90_000, 2376, 3367],
  ])('asked for a width of %s it is a JPEG of %d × %d', async (asked, width, height) => {
    const { format, width: w, height: h } = await sharp(await pageImage(three, 1, asked)).metadata();

    expect({ format, width: w, height: h }).toEqual({ format: 'jpeg', width, height });
  });

  test('a page of odd shape is drawn smaller instead of without end', async () => {
    const ribbon = Buffer.from(three.toString('latin1').replaceAll('0 0 420 595]', '0 0 2 9000]'), 'latin1');

    const { width = 0, height = 0 } = await sharp(await pageImage(ribbon, 1)).metadata();

    expect(width * height).toBeLessThan(8_100_000);
  });

  test.each([0, -1, 4, 1.5, Number.NaN])('there is no page %d', async (page) => {
    await expect(pageImage(three, page)).rejects.toMatchObject({ problem: 'no_such_page' });
  });

  test('what is no PDF, or locked, says so', async () => {
    await expect(pageImage(Buffer.from('no PDF'), 1)).rejects.toMatchObject({ problem: 'broken' });
    await expect(pageImage(Buffer.alloc(0), 1)).rejects.toBeInstanceOf(PdfUnreadable);
    await expect(pageImage(await lockedPdf(), 1)).rejects.toMatchObject({ problem: 'encrypted' });
  });

  test('the bytes that were given stay usable', async () => {
    const before = Buffer.from(three);

    await pageImage(three, 1);

    expect(three.equals(before)).toBe(true);
  });
});

test('120 questions at once are all answered right, over more than one worker', async () => {
  const answers = await Promise.all(
    Array.from({ length: 120 }, (_, i) =>
      i % 3 === 0
        ? countPages(Buffer.from('broken'), 60).catch((error: PdfUnreadable) => error.problem)
        : countPages(tinyPdf(Array(1 + (i % 5)).fill('1 0 0')), 60),
    ),
  );

  expect(answers).toEqual(Array.from({ length: 120 }, (_, i) => (i % 3 === 0 ? 'broken' : 1 + (i % 5))));
});

test('a PDF without text has a text of nothing on each page', async () => {
  expect(await pageTexts(three)).toEqual(['', '', '']);
});

test('a process that drew a page ends by itself', async () => {
  const pdf = await folder.put(three);
  const script = `${pdf}.mts`;
  const pages = new URL('../../src/paper/pages.ts', import.meta.url).href;
  await writeFile(
    script,
    `import { readFileSync } from 'node:fs';
     import { pageImage } from ${JSON.stringify(pages)};
     const picture = await pageImage(readFileSync(${JSON.stringify(pdf)}), 1, 100);
     console.log(picture.length > 0);`,
  );

  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    import.meta.resolve('tsx'),
    script,
  ]);

  expect(stdout.trim()).toBe('true');
});
