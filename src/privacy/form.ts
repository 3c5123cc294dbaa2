// What a person sends to have their data kept or erased.
import { z } from 'zod';
import { checkbox } from '../lib/fields.js';

export const EraseForm = z.object({ sure: checkbox({ required: true }) });
export const KeepForm = z.object({});
