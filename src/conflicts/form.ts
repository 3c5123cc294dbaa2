// What somebody says of knowing an applicant, and what a coordinator sets for somebody else.
import { z } from 'zod';
import { conflictKinds } from '../../db/schema/conflicts.js';
import { choice, integer, longText } from '../lib/fields.js';

const said = { kind: choice(conflictKinds, { required: true }), note: longText({ max: 600 }) };
// "Other" says nothing by itself.
const explained = (input: { kind: string; note: string | null }) =>
  input.kind !== 'other' || input.note !== null;
const problem = { path: ['note'], error: 'form.required', when: () => true };

export const DeclareForm = z.object(said).refine(explained, problem);
export const SetForm = z
  .object({ person: integer({ required: true, min: 1 }), seen: integer({ required: true, min: 0 }), ...said })
  .refine(explained, problem);
