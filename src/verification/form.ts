// What staff may say about a fact: what the document shows, which page lay open, and which verdict they had seen.
import { z } from 'zod';
import { verdictWords } from '../../db/schema/verification.js';
import { choice, integer, longText, text } from '../lib/fields.js';

/** One verdict. `seen` is the id of the verdict the page was shown with, 0 for none; `value` is read by the fact. */
export const VerdictForm = z.object({
  verdict: choice(verdictWords, { required: true }),
  value: text({ max: 200 }),
  note: longText({ max: 1000 }),
  document: integer({ min: 1 }),
  page: integer({ min: 1 }),
  seen: integer({ min: 0, required: true }),
});
