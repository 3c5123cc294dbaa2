// What a member of staff says about the calendar to subscribe to: begin with this address, or end it.
import { z } from 'zod';
import { choice, text } from '../lib/fields.js';

const isToken = (token: string) => /^[\w-]{43}$/.test(token);

export const FeedForm = z.object({
  deed: choice(['make', 'revoke'], { required: true }),
  token: text({ max: 43, required: true }).refine(isToken, 'form.invalid'),
});
