// What an applicant may send about an application as a whole.
import { z } from 'zod';
import { longText } from '../lib/fields.js';

/** A page with one button: nothing is typed. */
export const NothingForm = z.object({});
export const WithdrawForm = z.object({ reason: longText({ max: 600 }) });
