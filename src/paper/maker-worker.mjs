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
/** Marks what stands at the foot of every page; headings are 1. */
const FOOT = 9;

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
 * Neither a heading nor the names of columns stand alone at the foot of a page. What follows on the page counts only
 * where words begin there: pdfmake also lists the foot of the page; a table and the names of its columns, whose place it
 * notes before it moves them; and rows that go on from the page before. What is marked with a level is no words.
 * @param {import('pdfmake/interfaces.js').Node} node
 * @param {import('pdfmake/interfaces.js').NodeQueries} around
 */
function hasWordsBelow({ startPosition }, around) {
  return around
    .getFollowingNodesOnPage()
    .some(
      (one) =>
        one.text !== undefined &&
        one.headlineLevel === undefined &&
        one.startPosition.pageNumber === startPosition.pageNumber,
    );
}

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
          { ...foot, width: '*', headlineLevel: FOOT },
          { text: `${page} / ${pages}`, width: 60, alignment: 'right', headlineLevel: FOOT },
        ],
      }),
    }),
    pageBreakBefore: (node, around) =>
      (node.headlineLevel === 1 || (node.table?.headerRows ?? 0) > 0) && !hasWordsBelow(node, around),
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
