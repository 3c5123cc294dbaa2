// Owns the thread in which PDFs are written: pdfmake as we use it, our fonts, no network, no files but the fonts.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { parentPort } from 'node:worker_threads';
import pdfmake from 'pdfmake';

const require = createRequire(import.meta.url);
const fontFile = require.resolve('pdfmake/fonts/Roboto.js');
const folder = `${dirname(fontFile)}/Roboto/`;
pdfmake.setFonts(require(fontFile));
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(
  (/** @type {string} */ path) => path.startsWith(folder) && path.endsWith('.ttf') && !path.includes('..'),
);

const quiet = '#5b6673';

/** What a paper may name instead of a function, which cannot be sent to a thread. */
pdfmake.setTableLayouts({
  rows: {
    hLineWidth: () => 0.5,
    vLineWidth: () => 0,
    hLineColor: () => '#d5dae0',
    paddingLeft: (/** @type {number} */ column) => (column === 0 ? 0 : 12),
    paddingRight: () => 0,
    paddingTop: () => 5,
    paddingBottom: () => 4,
  },
});

/**
 * @param {import('./maker.js').Paper} paper
 * @returns {import('pdfmake/interfaces.js').TDocumentDefinitions}
 */
function definitionOf({ foot, ...definition }) {
  const margins = Array.isArray(definition.pageMargins) ? definition.pageMargins : [];
  return {
    ...definition,
    ...(foot && {
      footer: (page, pages) => ({
        // Flush with what stands above it.
        margin: [margins[0] ?? 57, 22, margins[2] ?? 57, 0],
        fontSize: 8.5,
        color: quiet,
        columns: [
          { ...foot, width: '*' },
          { text: `${page} / ${pages}`, width: 60, alignment: 'right' },
        ],
      }),
    }),
    // A heading never stands alone at the foot of a page.
    pageBreakBefore: (node, around) =>
      node.headlineLevel === 1 && around.getFollowingNodesOnPage().length === 0,
  };
}

parentPort?.on('message', async (/** @type {import('./maker.js').Paper} */ paper) => {
  try {
    const bytes = new Uint8Array(await pdfmake.createPdf(definitionOf(paper)).getBuffer());
    parentPort?.postMessage({ bytes }, [bytes.buffer]);
  } catch (error) {
    parentPort?.postMessage({ problem: error instanceof Error ? error.message : 'unknown' });
  }
});
