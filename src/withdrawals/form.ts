// What is said when an application is withdrawn or taken back: an applicant may say why, staff must.
import { z } from 'zod';
import { longText } from '../lib/fields.js';

export const WithdrawForm = z.object({ reason: longText({ max: 600 }) });
export const StaffForm = z.object({ reason: longText({ max: 600, min: 5, required: true }) });
