// Owns the thread in which strangers' PDFs are opened: PDFium runs here, in WebAssembly, without scripts.
import { parentPort } from 'node:worker_threads';
import { PDFiumLibrary } from '@hyzyla/pdfium';

/** A page of odd shape must not ask for a bitmap without end. */
const MOST_PIXELS = 8_000_000;
const LONGEST_SIDE = 8_000;

/**
 * @typedef {{ task: 'check' | 'text', bytes: Uint8Array, mostPages: number }
 *   | { task: 'draw', bytes: Uint8Array, page: number, width: number }} Question
 * @typedef {{ pages: number } | { text: string[] } | { width: number, height: number, pixels: Uint8Array }
 *   | { problem: 'broken' | 'encrypted' | 'no_such_page' }} Answer
 */

const library = PDFiumLibrary.init();

/**
 * @param {import('@hyzyla/pdfium').PDFiumPage} page
 * @param {number} width in pixels
 */
async function draw(page, width) {
  const { originalWidth, originalHeight } = page.getOriginalSize();
  if (!(originalWidth > 0 && originalHeight > 0)) throw new Error('A page without size');
  const scale = Math.min(
    width / originalWidth,
    LONGEST_SIDE / originalHeight,
    Math.sqrt(MOST_PIXELS / (originalWidth * originalHeight)),
  );
  const drawn = await page.render({
    width: Math.max(1, Math.round(originalWidth * scale)),
    height: Math.max(1, Math.round(originalHeight * scale)),
    scale: 1,
    render: 'bitmap',
    renderFormFields: true,
  });
  return { width: drawn.width, height: drawn.height, pixels: drawn.data };
}

/**
 * @param {Question} question
 * @returns {Promise<Answer>}
 */
async function answer(question) {
  const pdfium = await library;
  let document;
  try {
    document = await pdfium.loadDocument(question.bytes);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error;
    return { problem: /password|security/i.test(String(error)) ? 'encrypted' : 'broken' };
  }
  try {
    const pages = document.getPageCount();
    if (question.task === 'draw') {
      if (question.page > pages) return { problem: 'no_such_page' };
      return await draw(document.getPage(question.page - 1), question.width);
    }
    if (pages === 0) return { problem: 'broken' };
    if (question.task === 'text') {
      return { text: Array.from({ length: pages }, (_, i) => document.getPage(i).getText()) };
    }
    if (pages <= question.mostPages) await draw(document.getPage(0), 100);
    return { pages };
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error;
    return { problem: 'broken' };
  } finally {
    document.destroy();
  }
}

parentPort?.on('message', async (/** @type {Question} */ question) => {
  const given = await answer(question);
  const bitmap = 'pixels' in given ? [/** @type {ArrayBuffer} */ (given.pixels.buffer)] : [];
  parentPort?.postMessage(given, bitmap);
});
