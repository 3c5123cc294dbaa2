// What a coordinator decides to hide from blind readers.
import { z } from 'zod';
import { LETTER_MOST } from '../answers/form.js';
import { integer, longText } from '../lib/fields.js';

const LONGEST_PHRASE = 200;
const MOST_PHRASES = 300;

/** Boxes of one name whose values are words of the letter. */
const phrases = z
  .unknown()
  .optional()
  .transform((raw) =>
    (Array.isArray(raw) ? raw : [raw])
      .filter((one): one is string => typeof one === 'string' && one.trim() !== '')
      .slice(0, MOST_PHRASES)
      .map((one) => one.slice(0, LONGEST_PHRASE)),
  );

export const RedactForm = z.object({
  hide: phrases,
  more: longText({ max: 4000 }),
  transcript: longText({ max: LETTER_MOST }),
  version: integer({ required: true, min: 0 }),
});

/** What was added by hand, a line each. */
export function linesOf(more: string | null): string[] {
  return (more ?? '')
    .split('\n')
    .map((line) => line.trim().slice(0, LONGEST_PHRASE))
    .filter((line) => line !== '')
    .slice(0, MOST_PHRASES);
}
