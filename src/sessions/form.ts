// What a person may ask about where they are signed in.
import { z } from 'zod';
import { text } from '../lib/fields.js';

/** The number of a session, or `others`, or `all`. */
export const EndForm = z.object({
  session: text({ max: 20, required: true }).refine(
    (value) => /^(others|all|\d{1,15})$/.test(value),
    'form.choice',
  ),
});
