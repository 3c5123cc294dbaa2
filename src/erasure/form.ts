// What a person sends to be erased.
import { z } from 'zod';
import { checkbox } from '../lib/fields.js';

export const EraseForm = z.object({ sure: checkbox({ required: true }) });
