// Owns a report on paper: headings, sentences, lists and tables, as PDF or as a document that can still be edited.
import type { Content } from 'pdfmake/interfaces.js';
import { makePdf } from './maker.js';

type Block = {
  heading?: string;
  text?: string;
  list?: readonly string[];
  table?: { columns: readonly string[]; rows: readonly (readonly string[])[] };
};
export type Report = {
  title: string;
  subtitle: string;
  /** BCP 47, for screen readers. */
  language: string;
  blocks: readonly Block[];
  footer: string;
};

const ink = '#1c2430';
const quiet = '#5b6673';
const line = '#d5dae0';

/** Text as it was written, without signs that cannot be printed. */
function plain(text: string): string {
  return text.normalize('NFC').replace(/(?!\n)\p{Cc}|\p{Cs}/gu, '');
}

/** The report as PDF, A4 across, so that its tables have room. Throws nothing for any text. */
export function reportPdf({ title, subtitle, language, blocks, footer }: Report): Promise<Buffer> {
  return makePdf({
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [48, 52, 48, 58],
    language,
    info: { title: plain(title) },
    displayTitle: true,
    defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.25, color: ink },
    content: [
      { text: plain(title), fontSize: 19, bold: true },
      { text: plain(subtitle), color: quiet, margin: [0, 3, 0, 8] },
      ...blocks.flatMap(pdfBlock),
    ],
    foot: { text: plain(footer) },
  });
}

function pdfBlock({ heading, text, list, table }: Block): Content[] {
  if (heading !== undefined)
    return [
      {
        text: plain(heading),
        fontSize: 12.5,
        bold: true,
        margin: [0, 16, 0, 4],
        outline: true,
        headlineLevel: 1,
      },
    ];
  if (text !== undefined && text !== '') return [{ text: plain(text), margin: [0, 0, 0, 4] }];
  if (list !== undefined) return [{ ul: list.map(plain), margin: [0, 0, 0, 4] }];
  if (!table || table.rows.length === 0) return [];
  const [first = [], ...rest] = [
    table.columns.map((column) => ({ text: plain(column), color: quiet, bold: true, headlineLevel: 2 })),
    ...table.rows.map((row) => row.map(plain)),
  ];
  return [
    {
      table: {
        headerRows: 1,
        widths: table.columns.map((_one, at) => (at === 1 ? '*' : 'auto')),
        body: [first, ...rest],
      },
      layout: 'lightHorizontalLines',
    },
  ];
}

/** The same report as a Word document. */
export async function reportDocx({ title, subtitle, language, blocks, footer }: Report): Promise<Buffer> {
  const docx = await import('docx');
  const paragraph = (text: string, more: object = {}) => new docx.Paragraph({ text: plain(text), ...more });
  const border = { style: docx.BorderStyle.SINGLE, size: 4, color: line.slice(1) };
  const none = { style: docx.BorderStyle.NONE, size: 0, color: 'auto' };
  const cell = (text: string, bold: boolean) =>
    new docx.TableCell({
      borders: { top: none, left: none, right: none, bottom: border },
      margins: { top: 40, bottom: 40, left: 60, right: 60 },
      children: [new docx.Paragraph({ children: [new docx.TextRun({ text: plain(text), bold })] })],
    });
  const children = blocks.flatMap(({ heading, text, list, table }) => {
    if (heading !== undefined)
      return [
        paragraph(heading, { heading: docx.HeadingLevel.HEADING_2, spacing: { before: 280, after: 80 } }),
      ];
    if (text !== undefined && text !== '') return [paragraph(text, { spacing: { after: 100 } })];
    if (list !== undefined) return list.map((item) => paragraph(item, { bullet: { level: 0 } }));
    if (!table || table.rows.length === 0) return [];
    const row = (cells: readonly string[], isHead: boolean) =>
      new docx.TableRow({ tableHeader: isHead, children: cells.map((text) => cell(text, isHead)) });
    return [
      new docx.Table({
        width: { size: 100, type: docx.WidthType.PERCENTAGE },
        rows: [row(table.columns, true), ...table.rows.map((cells) => row(cells, false))],
      }),
    ];
  });
  const document = new docx.Document({
    title: plain(title),
    creator: '',
    lastModifiedBy: '',
    styles: { default: { document: { run: { font: 'Calibri', size: 20, language: { value: language } } } } },
    sections: [
      {
        properties: { page: { size: { orientation: docx.PageOrientation.LANDSCAPE } } },
        footers: { default: new docx.Footer({ children: [paragraph(footer)] }) },
        children: [
          paragraph(title, { heading: docx.HeadingLevel.TITLE }),
          paragraph(subtitle, { spacing: { after: 200 } }),
          ...children,
        ],
      },
    ],
  });
  return docx.Packer.toBuffer(document);
}
