// Which decisions are released: only those on the page may be ticked.
import { z } from 'zod';

export const ReleaseForm = z.object({
  decision: z
    .unknown()
    .transform((raw) => (Array.isArray(raw) ? raw : raw === undefined ? [] : [raw]))
    .pipe(
      z
        .array(
          z
            .string()
            .regex(/^\d{1,15}$/, 'form.invalid')
            .transform(Number),
        )
        .min(1, 'decisions.problem.none_ticked'),
    ),
});
