// No heading stands alone at the foot of a page, however long what stands before and after it is.
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answersPdf } from '../../src/paper/answers.js';
import { reportPdf } from '../../src/paper/report.js';

let library: Awaited<ReturnType<typeof PDFiumLibrary.init>>;
beforeAll(async () => {
  library = await PDFiumLibrary.init();
});
afterAll(() => library.destroy());

/** The words of each page as they are read, without the foot and the number of the page; no text here holds a space. */
async function pagesOf(bytes: Buffer): Promise<string[][]> {
  const document = await library.loadDocument(bytes);
  const pages = [...document.pages()].map((page) =>
    page
      .getText()
      .replace(/\s*Foot\s+\d+\s*\/\s*\d+\s*$/, '')
      .split(/\s+/)
      .filter((word) => word !== ''),
  );
  document.destroy();
  return pages;
}

const heading = (at: number) => `Heading${at}`;
const isHeading = (line: string | undefined) => /^Heading\d+$/.test(line ?? '');
const isColumns = (line: string | undefined) => /^Column/.test(line ?? '');
const rows = (count: number) => Array.from({ length: count }, (_one, at) => [`Row${at}`, 'Words', 'More']);
const columns = ['ColumnA', 'ColumnB', 'ColumnC'];

/** Headings over a sentence, a list, or a table by turns, after so many lines that push them down. */
function blocksOf(push: number) {
  const before = Array.from({ length: push }, (_one, at) => ({ text: `Line${at}` }));
  const parts = [0, 1, 2, 3, 4, 5].flatMap((at) => [
    { heading: heading(at) },
    ...(at % 3 === 0
      ? [{ table: { columns, rows: rows(3 + at) } }]
      : at % 3 === 1
        ? [{ text: `Sentence${at}` }]
        : [{ list: ['One', 'Two', 'Three'] }, { table: { columns, rows: rows(12) } }]),
  ]);
  return [...before, ...parts];
}

test('a report keeps each heading with what stands below it', async () => {
  const stranded: string[] = [];
  let pagesSeen = 0;
  for (let push = 0; push <= 24; push += 1) {
    const paper = { title: 'Title', subtitle: 'Sub', language: 'en', footer: 'Foot' };
    const pages = await pagesOf(await reportPdf({ ...paper, blocks: blocksOf(push) }));
    pagesSeen += pages.length;
    pages.forEach((lines, page) => {
      if (isHeading(lines.at(-1)) || (isColumns(lines.at(-1)) && page < pages.length - 1))
        stranded.push(`${push} lines, page ${page + 1}: ${lines.at(-1)}`);
    });
    const found = pages.flat().filter(isHeading);
    expect(found).toEqual([0, 1, 2, 3, 4, 5].map(heading));
  }
  expect(stranded).toEqual([]);
  expect(pagesSeen).toBeGreaterThan(50);
}, 120_000);

test('a copy of the answers does too', async () => {
  const stranded: string[] = [];
  for (let push = 1; push <= 30; push += 2) {
    const sections = [push, 3, 8, 2, 9, 4].map((count, at) => ({
      heading: heading(at),
      rows: Array.from({ length: count }, (_one, row) => ({ label: `Label${row}`, value: 'Value' })),
    }));
    const made = await answersPdf({ title: 'Title', subtitle: '', language: 'en', sections, footer: 'Foot' });
    for (const [page, lines] of (await pagesOf(made)).entries())
      if (isHeading(lines.at(-1))) stranded.push(`${push} rows, page ${page + 1}: ${lines.at(-1)}`);
  }
  expect(stranded).toEqual([]);
}, 120_000);
