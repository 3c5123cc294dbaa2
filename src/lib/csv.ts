// Owns tables that leave as CSV: opened by Excel in any language, and no cell can start a formula.
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
