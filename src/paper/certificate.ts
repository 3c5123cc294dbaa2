// Owns the certificate of an internship on paper: one page, said once, with the figures it rests on.
import { makePdf } from './maker.js';

export type Certificate = {
  house: string;
  title: string;
  name: string;
  text: string;
  rows: readonly { label: string; value: string }[];
  /** Where it is signed: place and date, and who signs. */
  signing: readonly [string, string];
  /** BCP 47, for screen readers. */
  language: string;
  footer: string;
};

const ink = '#1c2430';
const quiet = '#5b6673';
const line = '#d5dae0';

/** Text without signs that cannot be printed. */
const plain = (text: string): string => text.normalize('NFC').replace(/\p{Cc}|\p{Cs}/gu, '');

/** The certificate as PDF, A4. Throws nothing for any text. */
export function certificatePdf(of: Certificate): Promise<Buffer> {
  return makePdf({
    pageSize: 'A4',
    pageMargins: [72, 96, 72, 72],
    language: of.language,
    info: { title: plain(of.title) },
    displayTitle: true,
    defaultStyle: { font: 'Roboto', fontSize: 12, lineHeight: 1.4, color: ink },
    content: [
      { text: plain(of.house), color: quiet, fontSize: 11 },
      { text: plain(of.title), fontSize: 26, bold: true, margin: [0, 10, 0, 36], outline: true },
      { text: plain(of.name), fontSize: 20, bold: true, margin: [0, 0, 0, 12] },
      { text: plain(of.text), margin: [0, 0, 0, 24] },
      {
        table: {
          widths: [260, '*'],
          body: of.rows.map(({ label, value }) => [{ text: plain(label), color: quiet }, plain(value)]),
        },
        layout: 'rows',
      },
      {
        margin: [0, 90, 0, 0],
        columns: of.signing.map((text) => ({
          stack: [
            {
              canvas: [
                { type: 'line' as const, x1: 0, y1: 0, x2: 190, y2: 0, lineWidth: 0.75, lineColor: line },
              ],
            },
            {
              text: plain(text),
              color: quiet,
              fontSize: 10,
              margin: [0, 4, 0, 0] as [number, number, number, number],
            },
          ],
        })),
      },
    ],
    foot: { text: plain(of.footer) },
  });
}
