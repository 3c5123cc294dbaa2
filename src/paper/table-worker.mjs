// Owns the thread in which one spreadsheet is read: what is in it may ask for more memory than there is.
import { parentPort, workerData } from 'node:worker_threads';
import { readSheet } from 'read-excel-file/node';

/** @type {{ bytes: Uint8Array, mostRows: number, mostColumns: number }} */
const { bytes, mostRows, mostColumns } = workerData;

/** @type {unknown[][]} */
const rows = await readSheet(Buffer.from(bytes));
const texts = rows
  .filter((row) => row.some((cell) => cell !== null && cell !== ''))
  .slice(0, mostRows + 1)
  // One more than there may be, so that it is told.
  .map((row) => row.slice(0, mostColumns + 1).map(textOf));
parentPort?.postMessage(texts);

/**
 * A day as a local day, everything else as it reads.
 * @param {unknown} cell
 */
function textOf(cell) {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).replace(/^'(?=[=+\-@])/, '');
}
