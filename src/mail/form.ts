// What staff may send about letters: a corrected address, and which letters to release.
import { z } from 'zod';
import { email } from '../lib/fields.js';

/** A button that needs nothing but itself. */
export const NoForm = z.object({});

export const ReaddressForm = z.object({ email: email({ required: true }) });

/** The ticked letters; only those on the page may be ticked. */
export const ReleaseForm = z.object({
  letter: z
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
        .min(1, 'mail.release.none_ticked'),
    ),
});
