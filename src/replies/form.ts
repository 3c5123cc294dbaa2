// What is said to an offer: an applicant may say why not, staff say how they heard of it.
import { z } from 'zod';
import { choice, longText } from '../lib/fields.js';

export const DeclineForm = z.object({ reason: longText({ max: 600 }) });

/** What staff can note down; which of them fits is decided by how the application stands. */
export const answers = ['accept', 'decline', 'lapse', 'take_back'] as const;
export type Answer = (typeof answers)[number];

export const StaffForm = z.object({
  answer: choice(answers, { required: true }),
  note: longText({ max: 600, min: 5, required: true }),
});
