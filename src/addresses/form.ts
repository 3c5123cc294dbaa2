// What a person may send about the address they are reached by.
import { z } from 'zod';
import { email, text } from '../lib/fields.js';

export const NewAddressForm = z.object({
  email: email({ required: true }),
  password: z.string().default(''),
});
export const ConfirmForm = z.object({ token: text({ max: 100, required: true }) });
