// Saying that somebody looked at likenesses: nothing to type.
import { z } from 'zod';

export const LookedForm = z.object({});
