// Owns tables that leave as CSV, opened by Excel in any language, where no cell can start a formula; and their return.
import { stringify } from 'csv-stringify/sync';

/**
 * Text as a spreadsheet may safely show it: line breaks and tabs become one space, NULs go, and text that
 * would start a formula (= + - @, also wide ones or behind blanks) or began with tab, CR or NUL gets a
 * leading apostrophe. Used by CSV and by spreadsheet export alike. Throws nothing.
 */
export function safeCell(text: string): string {
  const plain = text.replaceAll('\0', '').replace(/\r\n|[\r\n\t\v\f\u0085\u2028\u2029]/g, ' ');
  const dangerous = /^[\t\r\0]/.test(text) || /^[=+\-@＝＋－＠]/.test(plain.trimStart());
  return dangerous ? `'${plain}` : plain;
}

/**
 * A whole CSV file with BOM and CRLF. Text goes through `safeCell`, numbers stay numbers, null is an
 * empty cell. Throws RangeError when a row has not as many cells as the header, or a number is not finite.
 */
export function toCsv(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const cells = rows.map((row) => {
    if (row.length !== header.length) throw new RangeError('every row needs as many cells as the header');
    return row.map((cell) => {
      if (typeof cell === 'string') return safeCell(cell);
      if (cell !== null && !Number.isFinite(cell)) throw new RangeError('a number in a table must be finite');
      return cell;
    });
  });
  return stringify([header.map(safeCell), ...cells], { bom: true, record_delimiter: '\r\n' });
}

/**
 * The rows of a CSV file as `toCsv` writes it, or a spreadsheet saves it: comma or semicolon (whichever the first
 * line has), quotes, BOM, any line end. The apostrophe that `safeCell` put before a formula sign goes again.
 * Throws RangeError when a quote is not closed.
 */
export function fromCsv(file: string): string[][] {
  const text = file.replace(/^\ufeff/, '');
  const [firstLine = ''] = text.split(/\r?\n/, 1);
  const comma = firstLine.split(';').length > firstLine.split(',').length ? ';' : ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const { cell, end } = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, comma);
    row.push(cell.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, ''));
    at = end;
    if (text[at] === comma) {
      at += 1;
      if (at < text.length) continue;
      row.push('');
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    rows.push(row);
    row = [];
  }
  return rows.filter((cells) => cells.some((cell) => cell !== ''));
}

function plainCell(text: string, at: number, comma: string): { cell: string; end: number } {
  let end = at;
  while (end < text.length && text[end] !== comma && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { cell: text.slice(at, end), end };
}

function quotedCell(text: string, at: number): { cell: string; end: number } {
  let end = at + 1;
  for (;;) {
    const quote = text.indexOf('"', end);
    if (quote === -1) throw new RangeError('a quote in the file is not closed');
    if (text[quote + 1] !== '"')
      return { cell: text.slice(at + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    end = quote + 2;
  }
}
