// Owns the one worker that opens PDFs, and pictures of their pages.
import { Worker } from 'node:worker_threads';

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

const PATIENCE = 10_000;
const QUESTIONS_PER_WORKER = 50;

let worker: Worker | undefined;
let asked = 0;
/** The end of the queue: one question at a time. */
let last: Promise<unknown> = Promise.resolve();

function startWorker(): Worker {
  const started = new Worker(new URL('./pdf-worker.mjs', import.meta.url), {
    // Nothing of the environment is a PDF's business.
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  asked = 0;
  return started;
}

function dismiss(): void {
  const dismissed = worker;
  worker = undefined;
  if (dismissed === undefined) return;
  dismissed.removeAllListeners();
  dismissed.on('error', () => {});
  void dismissed.terminate();
}

/** One question to the worker, which lives on unless it crashed, was too slow, or answered often enough. */
function put(question: Question): Promise<Answer> {
  worker ??= startWorker();
  const current = worker;
  return new Promise((resolve) => {
    const finish = (answer: Answer, keep: boolean) => {
      clearTimeout(timer);
      current.removeAllListeners();
      current.on('error', () => {});
      asked += 1;
      // A waiting worker must not keep the process alive.
      if (keep && asked < QUESTIONS_PER_WORKER) current.unref();
      else dismiss();
      resolve(answer);
    };
    const timer = setTimeout(() => finish({ problem: 'too_slow' }, false), PATIENCE);
    current.removeAllListeners();
    current.once('message', (answer: Answer) => finish(answer, true));
    current.once('error', () => finish({ problem: 'broken' }, false));
    current.once('exit', () => finish({ problem: 'broken' }, false));
    current.ref();
    current.postMessage(question, [question.bytes.buffer as ArrayBuffer]);
  });
}

async function ask(question: Question): Promise<Exclude<Answer, { problem: Problem }>> {
  const turn = last.then(() => put(question));
  last = turn;
  const answer = await turn;
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
