import { randomFillSync } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { pageImage } from '../../src/paper/pages.js';
import { photosToPdf } from '../../src/paper/photos.js';
import { blue, green, photo, plain, quarters, red, seenQuarters, uploadFolder, yellow } from './papers.js';

const folder = await uploadFolder();

async function size(picture: Buffer) {
  const { width, height } = await sharp(picture).metadata();
  return { width, height };
}

async function middle(picture: Buffer): Promise<number> {
  const { width, height } = await size(picture);
  const box = { left: Math.floor(width / 2) - 5, top: Math.floor(height / 2) - 5, width: 10, height: 10 };
  const { channels } = await sharp(await sharp(picture).extract(box).png().toBuffer()).stats();
  return Math.round(channels.slice(0, 3).reduce((sum, { mean }) => sum + mean, 0) / 3);
}

describe('a photo', () => {
  test.each([
    [1, [red, green, blue, yellow]],
    [2, [green, red, yellow, blue]],
    [3, [yellow, blue, green, red]],
    [4, [blue, yellow, red, green]],
    [5, [red, blue, green, yellow]],
    [6, [blue, red, yellow, green]],
    [7, [yellow, green, blue, red]],
    [8, [green, yellow, red, blue]],
  ])('held as EXIF orientation %d says is upright in the PDF', async (orientation, upright) => {
    const stored = await quarters([red, green, blue, yellow]).withMetadata({ orientation }).jpeg().toBuffer();

    const { bytes } = await photosToPdf([await folder.put(stored)]);

    const page = await pageImage(bytes, 1, 600);
    expect(await seenQuarters(page)).toEqual(upright);
    const { width, height } = await size(page);
    expect(width > height).toBe(orientation < 5);
  });

  test('leaves its place and its owner behind', async () => {
    const told = await plain('#888')
      .withExif({
        IFD0: { Copyright: 'OWNER-ARTA', Make: 'CAMERA-X' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '42/1 39/1 46/1', GPSMapDatum: 'HOME-STREET' },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><note>XMP-NOTE</note></x:xmpmeta>')
      .jpeg()
      .toBuffer();
    const traces = ['OWNER-ARTA', 'CAMERA-X', 'HOME-STREET', 'XMP-NOTE', 'Exif\0'];
    expect(traces.filter((trace) => told.includes(trace))).toEqual(traces);

    const { bytes } = await photosToPdf([await folder.put(told)]);

    expect(traces.filter((trace) => bytes.includes(trace))).toEqual([]);
  });

  test('that is dim becomes legible', async () => {
    const writing = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="800"><rect x="60" y="60" width="480" height="40" fill="#141414"/></svg>',
    );
    const dim = await plain('#787878', 600, 800)
      .composite([{ input: writing }])
      .jpeg()
      .toBuffer();

    const { bytes } = await photosToPdf([await folder.put(dim)]);

    const paper = await middle(await pageImage(bytes, 1, 600));
    expect(paper).toBeGreaterThan(190);
    expect(paper).toBeLessThanOrEqual(255);
  });

  test('that is nearly black becomes lighter, and is at most doubled', async () => {
    const { bytes } = await photosToPdf([await folder.put(await plain('#282828').jpeg().toBuffer())]);

    const grey = await middle(await pageImage(bytes, 1, 600));
    expect(grey).toBeGreaterThan(0x28 + 4);
    expect(grey).toBeLessThanOrEqual(2 * 0x28 + 4);
  });

  test('that is well lit stays as it is', async () => {
    const { bytes } = await photosToPdf([await folder.put(await plain('#f0f0f0').jpeg().toBuffer())]);

    expect(Math.abs((await middle(await pageImage(bytes, 1, 600))) - 0xf0)).toBeLessThanOrEqual(3);
  });

  test.each([
    [
      'a PNG with glass parts stands on white',
      () =>
        sharp({ create: { width: 80, height: 80, channels: 4, background: '#00000000' } })
          .png()
          .toBuffer(),
      255,
    ],
    ['a grey JPEG is drawn', () => plain('#ffffff').greyscale().jpeg().toBuffer(), 255],
    [
      'a JPEG for printers (CMYK) is drawn',
      () => plain('#ffffff').toColourspace('cmyk').jpeg().toBuffer(),
      255,
    ],
    ['a PNG of 16 bits is drawn', () => plain('#ffffff').toColourspace('rgb16').png().toBuffer(), 255],
  ])('%s', async (_what, make, grey) => {
    const { bytes } = await photosToPdf([await folder.put(await make())]);

    expect(Math.abs((await middle(await pageImage(bytes, 1, 300))) - grey)).toBeLessThanOrEqual(3);
  });
});

test('photos become pages in the order given, each as it lies', async () => {
  const shapes = [
    [300, 200, '#ff0000'],
    [200, 300, '#00ff00'],
    [300, 200, '#0000ff'],
  ] as const;
  const paths = await Promise.all(
    shapes.map(async ([width, height, colour]) =>
      folder.put(await plain(colour, width, height).jpeg().toBuffer()),
    ),
  );

  const { bytes, pages } = await photosToPdf(paths);

  expect(pages).toBe(3);
  const drawn = await Promise.all([1, 2, 3].map((page) => pageImage(bytes, page, 300)));
  const lying = await Promise.all(
    drawn.map(async (page) => (await size(page)).width > (await size(page)).height),
  );
  expect(lying).toEqual([true, false, true]);
  const strongest = await Promise.all(
    drawn.map(async (page) => {
      const means = (await sharp(page).stats()).channels.map(({ mean }) => mean);
      return means.indexOf(Math.max(...means));
    }),
  );
  expect(strongest).toEqual([0, 1, 2]);
});

test('a huge photo is made smaller', async () => {
  const { bytes } = await photosToPdf([
    await folder.put(await plain('#a0a0a0', 5000, 3000).jpeg().toBuffer()),
  ]);

  expect(/\/Width (\d+)\s+\/Height (\d+)/.exec(bytes.toString('latin1'))?.slice(1)).toEqual(['2400', '1440']);
});

test('twelve photos full of detail stay below 10 MB together', async () => {
  const noise = await sharp(randomFillSync(Buffer.alloc(1700 * 1300 * 3)), {
    raw: { width: 1700, height: 1300, channels: 3 },
  })
    .jpeg({ quality: 75 })
    .toBuffer();
  const path = await folder.put(noise);
  expect(noise.length * 12).toBeGreaterThan(10 * 1024 * 1024);

  const { bytes, pages } = await photosToPdf(Array(12).fill(path));

  expect(pages).toBe(12);
  expect(bytes.length).toBeLessThan(10 * 1024 * 1024);
});

test('what is no photo is not bound', async () => {
  await expect(photosToPdf([await folder.put(Buffer.from('no photo'))])).rejects.toThrow();
  await expect(photosToPdf([await folder.put((await photo()).subarray(0, 1500))])).rejects.toThrow();
});
