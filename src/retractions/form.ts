// Withdrawing a report: why. Bringing it back asks nothing.
import { z } from 'zod';
import { longText } from '../lib/fields.js';

export const RetractForm = z.object({ note: longText({ max: 800, required: true }) });

/** Nothing to type: the report stands in the address. */
export const RestoreForm = z.object({});
