// A charge as the indictment states it, in fixed terms.
import { z } from 'zod';
import { acts, laws } from '../../db/schema/charges.js';
import { choice, choices, integer, text } from '../lib/fields.js';

export const ChargeForm = z.object({
  participantId: integer({ min: 1 }),
  law: choice(laws, { required: true }),
  article: text({ max: 40, required: true }),
  paragraph: text({ max: 40 }),
  counts: integer({ min: 1, max: 999, required: true }),
  acts: choices(acts),
  nowLaw: choice(laws),
  nowArticle: text({ max: 40 }),
});

export type Charge = z.output<typeof ChargeForm>;

/** Nothing to type: which charge stands in the address. */
export const RemoveForm = z.object({});
