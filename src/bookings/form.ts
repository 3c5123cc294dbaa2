// What is chosen: a time, or that none fits; and why staff give or take one.
import { z } from 'zod';
import { integer, longText, text } from '../lib/fields.js';

const always = { when: () => true };

/** A time by its number, or 'none' with when the applicant can. */
export const ChooseForm = z
  .object({
    slot: text({ max: 15, required: true }).refine((value) => /^(none|\d+)$/.test(value), 'form.choice'),
    wish: longText({ max: 600, min: 5 }),
  })
  .refine((input) => input.slot !== 'none' || input.wish !== null, {
    path: ['wish'],
    error: 'form.required',
    ...always,
  });

export const BookForm = z.object({
  slot: integer({ required: true, min: 1 }),
  note: longText({ max: 600, min: 5, required: true }),
});

export const CancelOwnForm = z.object({});

export const CancelForm = z.object({
  reason: longText({ max: 600, min: 5, required: true }),
  /** Left out only where staff take back what they booked themselves. */
  alternative: integer({ min: 1 }),
});
