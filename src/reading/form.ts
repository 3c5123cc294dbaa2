// Who is to read, as a coordinator ticks it, and the plan that is carried out.
import { z } from 'zod';
import { readIds, text } from '../lib/fields.js';

/** Readers in an address: boxes of one name, or one field that holds them all with commas between; in their order. */
export function readersIn(raw: unknown): number[] {
  const all = [raw].flat().flatMap((one) => (typeof one === 'string' ? one.split(',') : []));
  return readIds(all).sort((a, b) => a - b);
}

export const AssignForm = z.object({
  reader: z.unknown().optional().transform(readersIn),
  plan: text({ max: 120_000, required: true }),
});
