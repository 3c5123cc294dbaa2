// What interns claim and what staff answer.
import { z } from 'zod';
import { choice, decimal, integer, longText } from '../lib/fields.js';
import { centsOf, LEAST, MOST } from './rules.js';

const version = integer({ required: true, min: 0 });

/** "7,50" or "7.50", in cents. */
const amount = decimal({ required: true }).transform((tenThousandths, ctx) => {
  const cents = centsOf(tenThousandths);
  if (cents !== undefined && cents >= LEAST && cents <= MOST) return cents;
  const message = cents === undefined ? 'costs.problem.cents' : 'costs.problem.amount';
  ctx.addIssue({ code: 'custom', message });
  return z.NEVER;
});

export const ClaimForm = z.object({ amount, reason: longText({ max: 400 }), version });

export const DecideForm = z
  .object({
    deed: choice(['approve', 'give_back'], { required: true }),
    reason: longText({ max: 600 }),
    version,
  })
  .refine(({ deed, reason }) => deed !== 'give_back' || reason !== null, {
    path: ['reason'],
    error: 'costs.problem.answer',
    when: () => true,
  });

/** Those whose payment left, each as the page showed it. */
export const PayForm = z.object({
  payments: z
    .unknown()
    .optional()
    .transform((raw, ctx): string[] => {
      const sent = (Array.isArray(raw) ? raw : [raw]).filter((one) => typeof one === 'string' && one !== '');
      if (sent.length === 0) ctx.addIssue({ code: 'custom', message: 'costs.problem.nobody' });
      return sent as string[];
    }),
});
