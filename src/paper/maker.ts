// Owns pdfmake as we use it: our fonts, no network, no files but the fonts.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';

const require = createRequire(import.meta.url);

async function load() {
  const { default: pdfmake } = await import('pdfmake');
  const fontFile = require.resolve('pdfmake/fonts/Roboto.js');
  const folder = `${dirname(fontFile)}/Roboto/`;
  pdfmake.setFonts(require(fontFile));
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(
    (path) => path.startsWith(folder) && path.endsWith('.ttf') && !path.includes('..'),
  );
  return pdfmake;
}

let loading: ReturnType<typeof load> | undefined;

/** The bytes of a PDF made from a pdfmake definition. Throws when the definition cannot be drawn. */
export async function makePdf(definition: TDocumentDefinitions): Promise<Buffer> {
  loading ??= load();
  const pdfmake = await loading;
  return pdfmake.createPdf(definition).getBuffer();
}
