// Owns the one worker that writes PDFs, so that nobody's request waits while a paper is made.
import { Worker } from 'node:worker_threads';
import type { ContentText, TDocumentDefinitions } from 'pdfmake/interfaces.js';

/** A pdfmake definition without functions; with `foot` every page has it at its foot, and its number. */
export type Paper = Omit<TDocumentDefinitions, 'footer' | 'header' | 'background' | 'pageBreakBefore'> & {
  foot?: Pick<ContentText, 'text' | 'preserveLeadingSpaces'>;
};
type Made = { bytes: Uint8Array } | { problem: string };

/** Twelve large photos take two seconds on a slow machine. Unit: milliseconds. */
const PATIENCE = 30_000;
/** A worker holds fonts and what it last wrote; one that has nothing to do gives that back. */
const IDLE = 20_000;

let worker: Worker | undefined;
let idling: NodeJS.Timeout | undefined;
/** The end of the queue: one paper at a time. */
let last: Promise<unknown> = Promise.resolve();

/** The bytes of a PDF. Papers are made one after the other. Throws when it cannot be drawn or takes too long. */
export async function makePdf(paper: Paper): Promise<Buffer> {
  const turn = last.then(() => put(paper));
  last = turn;
  const made = await turn;
  if ('problem' in made) throw new Error(`The PDF cannot be made: ${made.problem}`);
  return Buffer.from(made.bytes.buffer, made.bytes.byteOffset, made.bytes.byteLength);
}

function startWorker(): Worker {
  return new Worker(new URL('./maker-worker.mjs', import.meta.url), {
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
}

function dismiss(): void {
  const dismissed = worker;
  worker = undefined;
  if (dismissed === undefined) return;
  dismissed.removeAllListeners();
  dismissed.on('error', () => {});
  void dismissed.terminate();
}

/** One paper to the worker, which lives on for a while unless it crashed or was too slow. Never rejects. */
function put(paper: Paper): Promise<Made> {
  clearTimeout(idling);
  worker ??= startWorker();
  const current = worker;
  return new Promise((resolve) => {
    const finish = (made: Made, keep: boolean) => {
      clearTimeout(timer);
      current.removeAllListeners();
      current.on('error', () => {});
      // A waiting worker must not keep the process alive.
      current.unref();
      if (keep) idling = setTimeout(dismiss, IDLE).unref();
      else dismiss();
      resolve(made);
    };
    const timer = setTimeout(() => finish({ problem: 'it takes too long' }, false), PATIENCE);
    current.removeAllListeners();
    current.once('message', (made: Made) => finish(made, true));
    current.once('error', (error: Error) => finish({ problem: error.message }, false));
    current.once('exit', () => finish({ problem: 'the worker ended' }, false));
    current.ref();
    current.postMessage(paper);
  });
}
