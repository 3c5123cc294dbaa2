// Saying that somebody saw to an incident: nothing to type.
import { z } from 'zod';

export const SeenToForm = z.object({});
