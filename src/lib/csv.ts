// Owns tables that leave as CSV, opened by Excel in any language, where no cell can start a formula; and their return.
import { CsvError, parse } from 'csv-parse/sync';
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
 * At most `most` rows are read, the heading among them. Throws RangeError when a quote is not closed.
 */
export function fromCsv(file: string, most?: number): string[][] {
  const [firstLine = ''] = file.split(/\r?\n/, 1);
  const delimiter = firstLine.split(';').length > firstLine.split(',').length ? ';' : ',';
  try {
    const rows: string[][] = parse(file, {
      bom: true,
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_records_with_empty_values: true,
      ...(most === undefined ? {} : { to: most }),
    });
    return rows.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, '')));
  } catch (error) {
    if (error instanceof CsvError)
      throw new RangeError('a quote in the file is not closed', { cause: error });
    throw error;
  }
}
