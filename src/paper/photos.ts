// Owns photographs of papers: made upright, legible and small, freed of metadata, bound into one PDF.
import { MOST_PIXELS } from './inspect.js';
import { makePdf } from './maker.js';

const LARGEST_PDF = 9.5 * 1024 * 1024;
const A4 = { short: 595.28, long: 841.89 };
const MARGIN = 14;

/** Tried in this order until the whole PDF is small enough. */
const efforts = [
  { side: 2400, quality: 80 },
  { side: 2000, quality: 72 },
  { side: 1600, quality: 65 },
  { side: 1200, quality: 50 },
];

type Page = { jpeg: Buffer; width: number; height: number };

/**
 * One PDF page per photo, in the order given: A4, upright or lying as the photo is, below 10 MB in all.
 * Each photo is turned by its EXIF, brightened when dim, and written anew without metadata (place, camera).
 * Throws when a photo cannot be read.
 */
export async function photosToPdf(paths: readonly string[]): Promise<{ bytes: Buffer; pages: number }> {
  let pages: Page[] = [];
  for (const effort of efforts) {
    pages = [];
    for (const path of paths) pages.push(await develop(path, effort.side, effort.quality));
    if (pages.reduce((sum, { jpeg }) => sum + jpeg.length, 0) <= LARGEST_PDF) break;
  }
  return { bytes: await bind(pages), pages: pages.length };
}

async function develop(path: string, side: number, quality: number): Promise<Page> {
  const { default: sharp } = await import('sharp');
  const input = { failOn: 'error', limitInputPixels: MOST_PIXELS } as const;
  const { data, info } = await sharp(path, input)
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const upright = () => sharp(data, { raw: { width, height, channels } });
  const { gain, dark } = exposure(
    await upright().greyscale().resize(256, 256, { fit: 'inside' }).raw().toBuffer(),
  );
  const jpeg = await upright()
    .linear(gain, -dark * gain)
    .jpeg({ quality })
    .toBuffer();
  return { jpeg, width, height };
}

/** Greys of paper: from the first on a photo is left alone, the second is what a dim one aims at. */
const WELL_LIT = 230;
const PAPER = 245;

/**
 * How a photo is to be stretched: black moves down and paper up to nearly white, but never more than
 * doubled, so that a picture which is dark on purpose stays dark and noise stays small.
 */
function exposure(greys: Buffer): { gain: number; dark: number } {
  const sorted = Uint8Array.from(greys).sort();
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  const light = at(0.95);
  if (light >= WELL_LIT) return { gain: 1, dark: 0 };
  const dark = Math.min(at(0.01), 48, light / 4);
  return { gain: Math.min(PAPER / Math.max(light - dark, 1), 2), dark };
}

function bind(pages: readonly Page[]): Promise<Buffer> {
  return makePdf({
    pageSize: 'A4',
    pageMargins: 0,
    content: pages.map(({ jpeg, width, height }, i) => {
      const lying = width > height;
      const [across, down] = lying ? [A4.long, A4.short] : [A4.short, A4.long];
      const scale = Math.min((across - 2 * MARGIN) / width, (down - 2 * MARGIN) / height);
      return {
        image: `data:image/jpeg;base64,${jpeg.toString('base64')}`,
        width: width * scale,
        height: height * scale,
        absolutePosition: { x: (across - width * scale) / 2, y: (down - height * scale) / 2 },
        pageOrientation: lying ? 'landscape' : 'portrait',
        ...(i > 0 ? { pageBreak: 'before' as const } : {}),
      };
    }),
    pageOrientation: pages[0] !== undefined && pages[0].width > pages[0].height ? 'landscape' : 'portrait',
  });
}
