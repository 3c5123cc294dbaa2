// What staff may write instead of the standard text of a letter.
import { z } from 'zod';
import { integer, longText, text } from '../lib/fields.js';

/** How long a subject and a text may be, in UTF-16 units. */
export const SUBJECT_MOST = 120;
export const BODY_MOST = 12_000;

/** The version of the text that was on the page; 0 before the first. */
const version = integer({ min: 0, required: true });

export const WordingForm = z.object({
  version,
  subject: text({ max: SUBJECT_MOST, min: 3, required: true }),
  body: longText({ max: BODY_MOST, min: 20, required: true }),
});

/** Back to the standard text. */
export const StandardForm = z.object({ version });

/** What is shown as a sample while it is typed: whatever it is, as far as it goes. */
export const SampleForm = z.object({
  subject: z
    .unknown()
    .optional()
    .transform((raw) => typedText(raw, SUBJECT_MOST).replace(/\s+/g, ' ')),
  body: z
    .unknown()
    .optional()
    .transform((raw) => typedText(raw, BODY_MOST)),
});

function typedText(raw: unknown, most: number): string {
  return typeof raw === 'string' ? raw.normalize('NFC').replace(/\r\n?/g, '\n').slice(0, most).trim() : '';
}
