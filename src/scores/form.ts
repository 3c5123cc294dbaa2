// What a reader marks, and what a coordinator does about a file whose readers do not agree.
import { z } from 'zod';
import { recommendations } from '../../db/schema/scores.js';
import { choice, integer, longText } from '../lib/fields.js';

/** The marks stand in fields named by the call's own criteria: `mark_<key>`. */
export const CardForm = z.looseObject({
  recommendation: choice(recommendations),
  comment: longText({ max: 3000 }),
  deed: choice(['draft', 'submit'], { required: true }),
  version: integer({ required: true, min: 0 }),
});

/** The mark typed for a criterion: null when none was, undefined when it is no mark. */
export function markOf(raw: unknown): number | null | undefined {
  if (raw === undefined || raw === '') return null;
  return typeof raw === 'string' && /^[0-4]$/.test(raw) ? Number(raw) : undefined;
}

const needs = (deed: string, field: 'note' | 'reading' | 'reason') => ({
  path: [field],
  error: 'form.required',
  when: () => true,
  if: deed,
});
const given = (deed: string, field: 'note' | 'reading' | 'reason') => (input: Record<string, unknown>) =>
  input.deed !== deed || input[field] !== null;

export const SettleForm = z
  .object({
    deed: choice(['note', 'third', 'reopen'], { required: true }),
    note: longText({ max: 4000 }),
    reading: integer({ min: 1 }),
    reason: longText({ max: 600 }),
  })
  .refine(given('note', 'note'), needs('note', 'note'))
  .refine(given('reopen', 'reading'), needs('reopen', 'reading'))
  .refine(given('reopen', 'reason'), needs('reopen', 'reason'));

export const NothingForm = z.object({});
