// What staff may say about a fact: what the document shows, which page lay open, and which verdict they had seen.
import { z } from 'zod';
import { verdictWords } from '../../db/schema/verification.js';
import { choice, integer, longText, text } from '../lib/fields.js';

/** Where the reader is: the document and page in view, and the way back to the list. */
export type Look = { document: number | null; page: number | null; from: string; large: boolean };

/** One verdict. `seen` is the id of the verdict the page was shown with, 0 for none; `value` is read by the fact. */
export const VerdictForm = z.object({
  verdict: choice(verdictWords, { required: true }),
  value: text({ max: 200 }),
  note: longText({ max: 1000 }),
  document: integer({ min: 1 }),
  page: integer({ min: 1 }),
  seen: integer({ min: 0, required: true }),
});

/** The place in view, from the address of a page or the fields of a form; what is none of ours is left out. */
export function readLook(given: Readonly<Record<string, unknown>>): Look {
  const from = typeof given.from === 'string' && /^[\w.~-]{0,400}$/.test(given.from) ? given.from : '';
  const number = (raw: unknown) => (typeof raw === 'string' && /^\d{1,15}$/.test(raw) ? Number(raw) : null);
  return { document: number(given.document), page: number(given.page), from, large: given.size === 'large' };
}
