// What a reviewer sends: a comment on a field, a decision, a reason.
import { z } from 'zod';
import { reviewQuestions } from '../../db/schema/reviews.js';
import { choice, choices, integer, longText, text } from '../lib/fields.js';
import { sections } from '../lib/report-terms.js';

export const CommentForm = z.object({
  section: choice(sections, { required: true }),
  field: text({ max: 60 }).transform((field) => field ?? ''),
  words: longText({ max: 800, required: true }),
});

/** Nothing to type: which comment stands in the address. */
export const RemoveForm = z.object({});

/** `number`: the filing that was read; one filed meanwhile has not been. */
const number = integer({ required: true, min: 1 });

export const DecideForm = z.object({
  deed: choice(['return', 'approve'], { required: true }),
  questions: choices(reviewQuestions),
  note: longText({ max: 1500 }),
  minutes: integer({ min: 0, max: 600 }),
  number,
});

export const ReopenForm = z.object({ note: longText({ max: 1500, required: true }), number });
