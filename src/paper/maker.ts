// Owns the one worker that writes PDFs, so that nobody's request waits while a paper is made.
import type { ContentText, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { oneWorker } from './worker.js';

/** A pdfmake definition without functions; with `foot` every page has it at its foot, and its number. */
export type Paper = Omit<TDocumentDefinitions, 'footer' | 'header' | 'background' | 'pageBreakBefore'> & {
  foot?: Pick<ContentText, 'text' | 'preserveLeadingSpaces'>;
};
type Made = { bytes: Uint8Array } | { problem: string };

/** Twelve large photos take two seconds on a slow machine; a worker holds fonts and what it last wrote. */
const put = oneWorker<Paper, Made>(
  new URL('./maker-worker.mjs', import.meta.url),
  { memoryMb: 512, patience: 30_000, idle: 20_000 },
  (_how, problem) => ({ problem }),
);

/** The bytes of a PDF. Papers are made one after the other. Throws when it cannot be drawn or takes too long. */
export async function makePdf(paper: Paper): Promise<Buffer> {
  const made = await put(paper);
  if ('problem' in made) throw new Error(`The PDF cannot be made: ${made.problem}`);
  return Buffer.from(made.bytes.buffer, made.bytes.byteOffset, made.bytes.byteLength);
}
