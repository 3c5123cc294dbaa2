// Which decisions are released: only those on the page may be ticked, with the letters as they were read.
import { z } from 'zod';
import { checkbox, ids } from '../lib/fields.js';

export const ReleaseForm = z.object({
  decision: ids({ least: 1, few: 'decisions.problem.none_ticked' }),
  /** "12.3,13.1": every letter on the page with the version of its words. */
  seen: z
    .unknown()
    .optional()
    .transform((raw) => (typeof raw === 'string' ? raw.split(',') : []))
    .transform((pairs) => new Map(pairs.map((pair) => pair.split('.').map(Number) as [number, number]))),
  /** What is wrong was read. */
  warned: checkbox(),
  /** They are too close to none of those they had said nothing of. */
  declare: checkbox(),
});
