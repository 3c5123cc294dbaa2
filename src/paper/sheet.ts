// Owns tables that leave as a spreadsheet: made in a thread of their own, so that nobody waits meanwhile.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { safeCell } from '../lib/csv.js';

type Cell = string | number | null;

/** One table at a time: each may take a hundred megabytes for a second. */
let last: Promise<unknown> = Promise.resolve();

type Rows = readonly (readonly Cell[])[];
type Sheet = { name?: string; header: readonly string[]; pieces: Iterable<Rows> };

/**
 * An XLSX file with a bold, frozen header. Text is text: no cell is a formula, whatever it begins with. `pieces`
 * are taken one after the other. Throws what the thread threw.
 */
export function toXlsx(header: readonly string[], pieces: Iterable<Rows>): Promise<Buffer> {
  return toWorkbook([{ header, pieces }]);
}

/** The same with several sheets, each under its name (shortened, without signs a sheet may not be called by). */
export function toWorkbook(sheets: readonly Sheet[]): Promise<Buffer> {
  const turn = last.catch(() => {}).then(() => make(sheets));
  last = turn;
  return turn;
}

async function make(sheets: readonly Sheet[]): Promise<Buffer> {
  const worker = new Worker(new URL('./sheet-worker.mjs', import.meta.url), {
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  try {
    for (const { name, header, pieces } of sheets) {
      worker.postMessage({ name: name && sheetName(name), header: header.map(safeCell) });
      for (const rows of pieces) {
        worker.postMessage({
          rows: rows.map((row) => row.map((cell) => (typeof cell === 'string' ? safeCell(cell) : cell))),
        });
        await new Promise((resume) => setImmediate(resume));
      }
    }
    worker.postMessage({ end: true });
    const [bytes] = (await once(worker, 'message')) as [Uint8Array];
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } finally {
    void worker.terminate();
  }
}

/** At most 31 signs, none of those that part a sheet from a cell. */
function sheetName(name: string): string {
  return name
    .replace(/[[\]:*?/\\']/g, ' ')
    .slice(0, 31)
    .trim();
}
