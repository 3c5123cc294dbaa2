// What a person sends to have their data kept.
import { z } from 'zod';

export const KeepForm = z.object({});
