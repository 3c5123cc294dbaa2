// Owns the thread in which spreadsheets are made: rows come in pieces, the finished file goes back.
import { parentPort } from 'node:worker_threads';
import writeXlsxFile from 'write-excel-file/node';

/** @type {object[][]} */
const rows = [];

parentPort?.on(
  'message',
  async (
    /** @type {{ header?: string[], rows?: (string | number | null)[][], end?: boolean }} */ message,
  ) => {
    if (message.header)
      rows.push(message.header.map((value) => ({ value, type: String, fontWeight: 'bold' })));
    for (const row of message.rows ?? []) rows.push(row.map(cellOf));
    if (!message.end) return;
    const file = await writeXlsxFile(rows, { stickyRowsCount: 1 }).toBuffer();
    parentPort?.postMessage(new Uint8Array(file));
  },
);

/** @param {string | number | null} value */
function cellOf(value) {
  if (value === null || value === '') return null;
  return { value, type: typeof value === 'number' ? Number : String };
}
