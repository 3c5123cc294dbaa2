// What is said when an application is withdrawn or taken back: an applicant may say why, staff must.
import { z } from 'zod';
import { integer, longText } from '../lib/fields.js';

export const WithdrawForm = z.object({ reason: longText({ max: 600 }) });
/** `version`: the application's when the page was shown. */
export const StaffForm = z.object({
  version: integer({ required: true, min: 0 }),
  reason: longText({ max: 600, min: 5, required: true }),
});
