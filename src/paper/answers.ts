// Owns the printed copy of a person's answers: a calm A4 page with headings, labels and values.
import type { Content } from 'pdfmake/interfaces.js';
import { makePdf, type Paper } from './maker.js';

export type Answers = {
  title: string;
  subtitle: string;
  /** BCP 47, for screen readers. */
  language: string;
  sections: readonly { heading: string; rows: readonly { label: string; value: string }[] }[];
  footer: string;
};

const ink = '#1c2430';
const quiet = '#5b6673';

/** Words so long may be broken anywhere, or they would run off the page; all others stay whole. */
const endless = /(\S{34,})/;

/**
 * A PDF of answers with page numbers, made in a thread of its own; long values wrap, line breaks stay. All letters of Albanian,
 * Serbian in both scripts and English are embedded. Fetches nothing. Throws nothing for any text.
 */
export function answersPdf({ title, subtitle, language, sections, footer }: Answers): Promise<Buffer> {
  const paper: Paper = {
    pageSize: 'A4',
    pageMargins: [57, 62, 57, 68],
    language,
    info: { title },
    displayTitle: true,
    defaultStyle: { font: 'Roboto', fontSize: 10.5, lineHeight: 1.3, color: ink },
    content: [
      { ...prose(title), fontSize: 20, bold: true, lineHeight: 1.15, outline: true },
      ...(subtitle === ''
        ? []
        : [{ ...prose(subtitle), color: quiet, margin: [0, 4, 0, 0] as [number, number, number, number] }]),
      ...sections.flatMap(section),
    ],
    foot: prose(footer),
  };
  return makePdf(paper);
}

function section({ heading, rows }: Answers['sections'][number]): Content[] {
  const title: Content = {
    ...prose(heading),
    fontSize: 13,
    bold: true,
    headlineLevel: 1,
    outline: true,
    margin: [0, 22, 0, 4],
  };
  if (rows.length === 0) return [title];
  return [
    title,
    {
      table: {
        widths: [160, '*'],
        body: rows.map(({ label, value }) => [{ ...prose(label), color: quiet }, prose(value)]),
      },
      layout: 'rows',
    },
  ];
}

/** Text as it was written: line breaks and leading blanks stay, signs that cannot be printed go. */
function prose(text: string) {
  const printable = text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', '    ')
    .replace(/(?!\n)\p{Cc}|\p{Cs}/gu, '');
  const pieces = printable.split(endless).map((piece, i) => ({
    text: piece,
    preserveLeadingSpaces: true,
    wordBreak: i % 2 === 1 ? ('break-all' as const) : ('normal' as const),
  }));
  return { text: pieces, preserveLeadingSpaces: true };
}
