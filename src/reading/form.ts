// Who is to read, as a coordinator ticks it, and the plan that is carried out.
import { z } from 'zod';
import { text } from '../lib/fields.js';

/** Ids from boxes of one name in an address, or from one field that holds them all with commas between. */
export function readIds(raw: unknown): number[] {
  const list = Array.isArray(raw) ? raw : raw === undefined ? [] : [raw];
  return [
    ...new Set(
      list
        .flatMap((one) => String(one).split(','))
        .map(Number)
        .filter((id) => Number.isSafeInteger(id) && id > 0),
    ),
  ].sort((a, b) => a - b);
}

export const AssignForm = z.object({
  reader: z.unknown().optional().transform(readIds),
  plan: text({ max: 120_000, required: true }),
});
