// Owns documents for a word processor: a title, opening lines, and tables of dated rows under headings.
import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';

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

/** A4, with headings a reader can jump between and the header cell of each row; text is text, never a field. */
export function wordOf(parts: WordParts): Promise<Buffer> {
  const { title, subtitle, opening, sections, footer, language } = parts;
  const document = new Document({
    title,
    creator: 'HLC Kosovo',
    styles: {
      default: { document: { run: { font: 'Calibri', size: 22, language: { value: language } } } },
    },
    sections: [
      {
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [
                  new TextRun({ text: `${footer} · `, size: 16 }),
                  new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], size: 16 }),
                ],
              }),
            ],
          }),
        },
        children: [
          new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
          new Paragraph({ text: subtitle, spacing: { after: 200 } }),
          ...opening.map((line) => new Paragraph({ text: line })),
          ...sections.flatMap((section) => [
            new Paragraph({
              text: section.heading,
              heading: HeadingLevel.HEADING_1,
              spacing: { before: 300 },
            }),
            new Table({
              width: { size: 100, type: WidthType.PERCENTAGE },
              rows: section.rows.map(rowOf),
            }),
          ]),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function rowOf({ first, second, more }: WordParts['sections'][number]['rows'][number]): TableRow {
  const cell = (width: number, children: Paragraph[]) =>
    new TableCell({
      width: { size: width, type: WidthType.PERCENTAGE },
      margins: { top: 60, bottom: 60, left: 80, right: 80 },
      children,
    });
  return new TableRow({
    cantSplit: true,
    children: [
      cell(18, [new Paragraph({ text: first })]),
      cell(82, [
        new Paragraph({ children: [new TextRun({ text: second, bold: true })] }),
        ...(more === '' ? [] : [new Paragraph({ children: [new TextRun({ text: more, size: 20 })] })]),
      ]),
    ],
  });
}
