// What is written about a case itself: against whom, which court, its numbers, its stages, notes of staff.
import { z } from 'zod';
import { numberKinds } from '../../db/schema/cases.js';
import { choice, integer, isoDate, longText, SEARCH_MOST, text } from '../lib/fields.js';
import { courts, phases } from '../lib/terms.js';

export const AGAINST_MOST = 160;
export const NUMBER_MOST = 60;
export const NOTE_MOST = 4000;
const head = {
  against: text({ max: AGAINST_MOST, min: 2, required: true }),
  court: choice(courts, { required: true }),
};
const numbered = {
  kind: choice(numberKinds, { required: true }),
  written: text({ max: NUMBER_MOST, min: 2, required: true }),
};
const staged = { phase: choice(phases, { required: true }), startedOn: isoDate({ required: true }) };

export const NewCaseForm = z.object({ ...head, ...numbered, ...staged });
export const CaseForm = z.object({ ...head, version: integer({ required: true }) });
export const NumberForm = z.object(numbered);
export const StageForm = z.object({ ...staged, court: choice(courts, { required: true }) });
export const NoteForm = z.object({ note: longText({ max: NOTE_MOST, required: true }) });
export const SearchForm = z.object({ q: text({ max: SEARCH_MOST }) });
/** Nothing to type: what is taken away stands in the address. */
export const RemoveForm = z.object({});

/** The phase a list is narrowed to; null for all, and for an address that names none we know. */
export function readPhase(raw: unknown): (typeof phases)[number] | null {
  return phases.find((phase) => phase === raw) ?? null;
}
