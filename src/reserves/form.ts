// What the director sends when the order of the reserve list is changed; each has its number in a field of its own.
import { z } from 'zod';
import { longText, text } from '../lib/fields.js';

export const OrderForm = z.object({
  /** The order that was on the page, in one word. */
  seen: text({ max: 4000 }),
  reason: longText({ max: 600, min: 5, required: true }),
});
