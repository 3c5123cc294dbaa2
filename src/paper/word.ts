// Owns documents for a word processor: a title, opening lines, and tables of dated rows under headings.
import type { Paragraph, TableRow } from 'docx';

type Docx = typeof import('docx');

export const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export type WordParts = {
  /** A tag such as "sr-Latn": for spelling and for readers that speak. */
  language: string;
  title: string;
  subtitle: string;
  opening: readonly string[];
  sections: readonly {
    heading: string;
    rows: readonly { first: string; second: string; more: string }[];
  }[];
  footer: string;
};

/** The days and what happened on them, in twentieths of a point: readers that know no per cent need them. */
const COLUMNS = [1700, 7326] as const;

/** A4, with headings a reader can jump between and the header cell of each row; text is text, never a field. */
export async function wordOf(parts: WordParts): Promise<Buffer> {
  // Loaded when the first document is asked for: it takes four megabytes.
  const docx = await import('docx');
  const { title, subtitle, opening, sections, footer, language } = parts;
  const document = new docx.Document({
    title,
    creator: 'HLC Kosovo',
    styles: {
      default: { document: { run: { font: 'Calibri', size: 22, language: { value: language } } } },
    },
    sections: [
      {
        footers: {
          default: new docx.Footer({
            children: [
              new docx.Paragraph({
                alignment: docx.AlignmentType.CENTER,
                children: [
                  new docx.TextRun({ text: `${footer} · `, size: 16 }),
                  new docx.TextRun({
                    children: [docx.PageNumber.CURRENT, ' / ', docx.PageNumber.TOTAL_PAGES],
                    size: 16,
                  }),
                ],
              }),
            ],
          }),
        },
        children: [
          new docx.Paragraph({ text: title, heading: docx.HeadingLevel.TITLE }),
          new docx.Paragraph({ text: subtitle, spacing: { after: 200 } }),
          ...opening.map((line) => new docx.Paragraph({ text: line })),
          ...sections.flatMap((section) => [
            new docx.Paragraph({
              text: section.heading,
              heading: docx.HeadingLevel.HEADING_1,
              spacing: { before: 300 },
            }),
            new docx.Table({
              width: { size: 100, type: docx.WidthType.PERCENTAGE },
              columnWidths: COLUMNS,
              rows: section.rows.map((row) => rowOf(docx, row)),
            }),
          ]),
        ],
      },
    ],
  });
  return docx.Packer.toBuffer(document);
}

function rowOf(docx: Docx, { first, second, more }: WordParts['sections'][number]['rows'][number]): TableRow {
  const cell = (width: number, children: Paragraph[]) =>
    new docx.TableCell({
      width: { size: width, type: docx.WidthType.PERCENTAGE },
      margins: { top: 60, bottom: 60, left: 80, right: 80 },
      children,
    });
  return new docx.TableRow({
    cantSplit: true,
    children: [
      cell(18, [new docx.Paragraph({ text: first })]),
      cell(82, [
        new docx.Paragraph({ children: [new docx.TextRun({ text: second, bold: true })] }),
        ...(more === ''
          ? []
          : [new docx.Paragraph({ children: [new docx.TextRun({ text: more, size: 20 })] })]),
      ]),
    ],
  });
}
