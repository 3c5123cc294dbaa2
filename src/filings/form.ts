// Filing a report: one statement is ticked.
import { z } from 'zod';
import { checkbox } from '../lib/fields.js';

export const FileForm = z.object({ attested: checkbox({ required: true }) });
