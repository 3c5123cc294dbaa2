// Owns the one worker that opens PDFs, and pictures of their pages.
import { oneWorker } from './worker.js';

type Question =
  | { task: 'check'; bytes: Uint8Array; mostPages: number }
  | { task: 'text'; bytes: Uint8Array; mostPages: number }
  | { task: 'draw'; bytes: Uint8Array; page: number; width: number };
type Problem = 'broken' | 'encrypted' | 'no_such_page' | 'too_slow';
type Answer =
  | { problem: Problem }
  | { pages: number }
  | { text: string[] }
  | { width: number; height: number; pixels: Uint8Array };

/** The PDF cannot be opened, has no such page, or took longer than we wait. */
export class PdfUnreadable extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`The PDF cannot be read: ${problem}`);
    this.name = 'PdfUnreadable';
    this.problem = problem;
  }
}

const put = oneWorker<Question, Answer>(
  new URL('./pdf-worker.mjs', import.meta.url),
  // Its start counts as well, which takes a second and on a machine with much to do ten: nobody is refused for that.
  { memoryMb: 256, patience: 30_000, most: 50 },
  (how) => ({ problem: how === 'slow' ? 'too_slow' : 'broken' }),
);

async function ask(question: Question): Promise<Exclude<Answer, { problem: Problem }>> {
  const answer = await put(question, [question.bytes.buffer as ArrayBuffer]);
  if ('problem' in answer) throw new PdfUnreadable(answer.problem);
  return answer;
}

/** A copy of its own, which may be handed over to the worker. */
const copy = (pdf: Buffer) => new Uint8Array(pdf);

/**
 * How many pages a PDF has; up to `mostPages` its first page is drawn too, to see that it can be.
 * Throws PdfUnreadable.
 */
export async function countPages(pdf: Buffer, mostPages: number): Promise<number> {
  const answer = await ask({ task: 'check', bytes: copy(pdf), mostPages });
  return 'pages' in answer ? answer.pages : 0;
}

/** The text of each page of a PDF. Throws PdfUnreadable. */
export async function pageTexts(pdf: Buffer): Promise<string[]> {
  const answer = await ask({ task: 'text', bytes: copy(pdf), mostPages: 0 });
  return 'text' in answer ? answer.text : [];
}

/**
 * A JPEG of one page, counted from 1, `width` pixels wide (less for pages of odd shape). Filled-in form
 * fields are shown, scripts never run. Throws PdfUnreadable, also when there is no such page.
 */
export async function pageImage(pdf: Buffer, page: number, width = 1000): Promise<Buffer> {
  if (!Number.isSafeInteger(page) || page < 1) throw new PdfUnreadable('no_such_page');
  const within = Math.min(Math.max(Math.round(width), 16), 3000);
  const drawn = await ask({ task: 'draw', bytes: copy(pdf), page, width: within });
  if (!('pixels' in drawn)) throw new PdfUnreadable('broken');
  const { default: sharp } = await import('sharp');
  return sharp(drawn.pixels, { raw: { width: drawn.width, height: drawn.height, channels: 4 } })
    .removeAlpha()
    .jpeg({ quality: 85 })
    .toBuffer();
}
