// Owns tables that arrive as CSV or XLSX: recognised by content, bounded, and nothing in them but text.
import { readFile, rm, stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { fromCsv } from '../lib/csv.js';

export type TableProblem = 'none' | 'too_large' | 'wrong_type' | 'broken' | 'too_many_rows';
export type Table = { ok: true; rows: string[][] } | { ok: false; problem: TableProblem };

const LARGEST = 2 * 1024 * 1024;
const MOST_UNPACKED = 40 * 1024 * 1024;
const MOST_ROWS = 2001;
const MOST_COLUMNS = 40;
const MOST_CELL = 4000;
/** A cell far out makes a table of a million rows: its thread ends, and nothing else. */
const MEMORY_MB = 128;
const PATIENCE = 30_000;

/**
 * The rows of one file, the heading among them: at most 2 MB, 40 MB unpacked, 2,000 rows below the heading. The
 * file is deleted in any case. Throws only when the disk fails.
 */
export async function readTable(path: string | undefined): Promise<Table> {
  if (path === undefined) return { ok: false, problem: 'none' };
  try {
    if ((await stat(path)).size > LARGEST) return { ok: false, problem: 'too_large' };
    const bytes = await readFile(path);
    if (bytes.length === 0) return { ok: false, problem: 'none' };
    return bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004'
      ? await fromXlsx(bytes)
      : ofText(bytes);
  } finally {
    await rm(path, { force: true });
  }
}

function ofText(bytes: Buffer): Table {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? { ok: false, problem: 'wrong_type' } : bounded(fromCsv(text, MOST_ROWS + 1));
  } catch {
    return { ok: false, problem: 'broken' };
  }
}

async function fromXlsx(bytes: Buffer): Promise<Table> {
  const { fromBufferPromise } = await import('yauzl');
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
    let unpacked = 0;
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize;
      if (unpacked > MOST_UNPACKED) return { ok: false, problem: 'too_large' };
    }
    return bounded(await readSheet(bytes));
  } catch {
    return { ok: false, problem: 'broken' };
  }
}

/** The cells of the first sheet as text. Throws when its thread ends before it has them, or takes too long. */
function readSheet(bytes: Buffer): Promise<string[][]> {
  const worker = new Worker(new URL('./table-worker.mjs', import.meta.url), {
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    workerData: { bytes: new Uint8Array(bytes), mostRows: MOST_ROWS, mostColumns: MOST_COLUMNS },
  });
  return new Promise<string[][]>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('it takes too long')), PATIENCE);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('the worker ended'));
    });
  }).finally(() => worker.terminate());
}

function bounded(rows: string[][]): Table {
  const filled = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
  if (filled.length === 0) return { ok: false, problem: 'none' };
  if (filled.length > MOST_ROWS) return { ok: false, problem: 'too_many_rows' };
  if (filled.some((row) => row.length > MOST_COLUMNS || row.some((cell) => cell.length > MOST_CELL)))
    return { ok: false, problem: 'too_large' };
  return { ok: true, rows: filled };
}
