// Owns the thread in which spreadsheets are made: rows come in pieces, the finished file goes back.
import { parentPort } from 'node:worker_threads';
import writeXlsxFile from 'write-excel-file/node';

/** @type {{ data: object[][], sheet?: string, stickyRowsCount: number }[]} */
const sheets = [];

parentPort?.on(
  'message',
  async (
    /** @type {{ name?: string, header?: string[], rows?: (string | number | null)[][], end?: boolean }} */ message,
  ) => {
    if (message.header) {
      const head = message.header.map((value) => ({ value, type: String, fontWeight: 'bold' }));
      const sheet = message.name ? { sheet: message.name } : {};
      sheets.push({ data: [head], stickyRowsCount: 1, ...sheet });
    }
    for (const row of message.rows ?? []) sheets.at(-1)?.data.push(row.map(cellOf));
    if (!message.end) return;
    const file = await writeXlsxFile(sheets).toBuffer();
    parentPort?.postMessage(new Uint8Array(file));
  },
);

/** @param {string | number | null} value */
function cellOf(value) {
  if (value === null || value === '') return null;
  return { value, type: typeof value === 'number' ? Number : String };
}
