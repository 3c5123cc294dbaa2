// What the director sends when the order of the reserve list is changed; each has its number in a field of its own.
import { z } from 'zod';
import { longText, text } from '../lib/fields.js';

const REASON_LEAST = 5;

/** `move`: one goes up or down on the page, and nothing is saved yet; a reason is asked for when it is. */
export const OrderForm = z
  .object({
    /** The order that was on the page, in one word. */
    seen: text({ max: 4000 }),
    move: text({ max: 24 }).refine((value) => value === null || /^(up|down)_\d+$/.test(value), 'form.choice'),
    reason: longText({ max: 600 }),
  })
  .superRefine(({ move, reason }, context) => {
    if (move !== null || (reason?.length ?? 0) >= REASON_LEAST) return;
    const [message, params] =
      reason === null ? ['form.required', {}] : ['form.too_short', { min: REASON_LEAST }];
    context.addIssue({
      code: 'custom',
      path: ['reason'],
      message: String(message),
      params: params as object,
    });
  });
