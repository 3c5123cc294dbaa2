// A note: words of one's own, and colleagues named by @.
import { z } from 'zod';
import { longText } from '../lib/fields.js';

/** One note. */
export const NoteForm = z.object({ note: longText({ max: 2000, required: true }) });
