// Owns the papers the tests send: all made here, none real.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { afterAll } from 'vitest';
import { makePdf } from '../../src/paper/maker.js';

/** A folder for uploads that goes when the file's tests are over. */
export async function uploadFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'papers-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  let count = 0;
  return {
    left: () => readdir(folder),
    async put(bytes: Uint8Array): Promise<string> {
      count += 1;
      const path = join(folder, `upload-${count}`);
      await writeFile(path, bytes);
      return path;
    },
  };
}

/** A PDF written by hand; each page is a rectangle of one colour ("1 0 0" is red) on A5. */
export function tinyPdf(colours: readonly string[] = ['1 0 0']): Buffer {
  const kids = colours.map((_, i) => `${3 + 2 * i} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${colours.length} >>`,
    ...colours.flatMap((colour, i) => {
      const drawing = `${colour} rg 0 0 420 595 re f`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents ${4 + 2 * i} 0 R >>`,
        `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
      ];
    }),
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const place = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + table + trailer, 'latin1');
}

export const lockedPdf = () => makePdf({ content: ['secret'], userPassword: 'key', ownerPassword: 'key' });
export const printLockedPdf = () => makePdf({ content: ['open'], ownerPassword: 'key' });

type Entry = { name: string; data: string | Buffer; locked?: boolean; claims?: number };

/** A ZIP written by hand; `claims` is a false size. */
export function zip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, locked = false, claims } of entries) {
    const plain = Buffer.from(data as string);
    const packed = deflateRawSync(plain);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(locked ? 1 : 0, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(plain), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(claims ?? plain.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), head, tail, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}

const types = (kind = 'wordprocessingml.document.main+xml') =>
  `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.${kind}"/></Types>`;

/** A DOCX with more inside. */
export function docx(more: readonly Entry[] = [], kind?: string): Buffer {
  return zip([
    { name: '[Content_Types].xml', data: types(kind) },
    { name: '_rels/.rels', data: '<Relationships/>' },
    { name: 'word/document.xml', data: '<w:document><w:body/></w:document>' },
    ...more,
  ]);
}

export const red = [220, 30, 30] as const;
export const green = [30, 180, 30] as const;
export const blue = [30, 30, 220] as const;
export const yellow = [230, 220, 30] as const;
type Colour = readonly [number, number, number];

/** A picture of four colours: top left, top right, bottom left, bottom right. */
export function quarters(colours: readonly Colour[], width = 400, height = 300): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = colours[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)] ?? red;
      pixels.set(colour, (y * width + x) * 3);
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

export const photo = () => quarters([red, green, blue, yellow]).jpeg({ quality: 90 }).toBuffer();

export const plain = (colour: string, width = 300, height = 200) =>
  sharp({ create: { width, height, channels: 3, background: colour } });

/** What stands in the middle of each quarter of a picture, by the nearest of the four colours. */
export async function seenQuarters(picture: Buffer): Promise<Colour[]> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const colours = [red, green, blue, yellow];
  return [0.35, 0.65].flatMap((down) =>
    [0.35, 0.65].map((across) => {
      const at = (Math.floor(info.height * down) * info.width + Math.floor(info.width * across)) * 3;
      const distance = (colour: Colour) =>
        colour.reduce((sum, value, i) => sum + (value - (data[at + i] ?? 0)) ** 2, 0);
      return colours.reduce(
        (best, colour) => (distance(colour) < distance(best) ? colour : best),
        red as Colour,
      );
    }),
  );
}
