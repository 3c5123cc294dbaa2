// What a person may send about their passkeys.
import { z } from 'zod';
import { text } from '../lib/fields.js';

const name = text({ max: 60, required: true });

export const RenameForm = z.object({ name });
export const RemoveForm = z.object({ password: z.string().default('') });
/** The first half of adding one: its name, and the password once more. */
export const BeginForm = z.object({ name, password: z.string().default('') });

/** A ceremony's answer as the browser gives it; what is inside is checked by the library. */
const Answer = z.looseObject({
  id: z.string().max(1400),
  rawId: z.string().max(1400),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string().max(4000) }),
  clientExtensionResults: z.looseObject({}),
});
export const AddForm = z.object({ name, answer: Answer });
export const SignInForm = z.object({ answer: Answer, next: text({ max: 300 }) });
export type CeremonyAnswer = z.infer<typeof Answer>;
