// A reader marks a chronology as read: nothing to type.
import { z } from 'zod';

export const LookForm = z.object({});
