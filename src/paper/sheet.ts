// Owns tables that leave as a spreadsheet: made in a thread of their own, so that nobody waits meanwhile.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { safeCell } from '../lib/csv.js';

type Cell = string | number | null;

/** One table at a time: each may take a hundred megabytes for a second. */
let last: Promise<unknown> = Promise.resolve();

/**
 * An XLSX file with a bold, frozen header. Text is text: no cell is a formula, whatever it begins with. `pieces`
 * are taken one after the other. Throws what the thread threw.
 */
export function toXlsx(
  header: readonly string[],
  pieces: Iterable<readonly (readonly Cell[])[]>,
): Promise<Buffer> {
  const turn = last.catch(() => {}).then(() => make(header, pieces));
  last = turn;
  return turn;
}

async function make(
  header: readonly string[],
  pieces: Iterable<readonly (readonly Cell[])[]>,
): Promise<Buffer> {
  const worker = new Worker(new URL('./sheet-worker.mjs', import.meta.url), {
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  try {
    worker.postMessage({ header: header.map(safeCell) });
    for (const rows of pieces) {
      worker.postMessage({
        rows: rows.map((row) => row.map((cell) => (typeof cell === 'string' ? safeCell(cell) : cell))),
      });
      await new Promise((resume) => setImmediate(resume));
    }
    worker.postMessage({ end: true });
    const [bytes] = (await once(worker, 'message')) as [Uint8Array];
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } finally {
    void worker.terminate();
  }
}
