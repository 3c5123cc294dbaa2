// What staff say about outages: that they have read of them.
import { z } from 'zod';
import { integer } from '../lib/fields.js';

export const AcknowledgeForm = z.object({ upTo: integer({ required: true, min: 1, max: 1_000_000_000 }) });
