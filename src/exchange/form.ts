// What a row of a file may say: the same fields and limits as the pages have.
import { z } from 'zod';
import { numberKinds } from '../../db/schema/cases.js';
import { importKinds } from '../../db/schema/exchange.js';
import { aliasKinds } from '../../db/schema/parties.js';
import { hearingLanguages } from '../hearings/form.js';
import { choice, integer, isoDate, localTime, text } from '../lib/fields.js';
import { courts, hearingTypes, phases } from '../lib/terms.js';

export type Kind = (typeof importKinds)[number];

export const UploadForm = z.object({ kind: choice(importKinds, { required: true }) });
/** Nothing to type: what is applied stands in the address. */
export const ApplyForm = z.object({});

/** The columns a file must have; others are left alone, so that an export may come back as it left. */
export const columns = {
  cases: ['id', 'against', 'court', 'phase', 'started_on', 'numbers'],
  parties: ['id', 'name', 'spellings'],
  hearings: [
    'id',
    'number',
    'court',
    'courtroom',
    'type',
    'scheduled_on',
    'scheduled_time',
    'languages',
    'purpose',
  ],
} as const satisfies Record<Kind, readonly string[]>;

/** The codes that a column takes, for whoever mistyped one. */
export const codes: Readonly<Record<string, readonly string[]>> = {
  court: courts,
  phase: phases,
  type: hearingTypes,
};

/** How numbers and spellings stand in one cell; codes, so that they are the same in every language. */
export const examples: Record<Kind, string> = {
  cases: 'first_instance: PS 1/26; appeal: APS 2/26',
  parties: 'sr: Petar Primerović; cyrillic: Петар Примеровић',
  hearings: ';PS 1/26;BC-PR-SD;4;MT;2026-11-03;09:30;sq sr',
};

type Pair<Name extends string> = { kind: Name; written: string };

/** "first_instance: PS 1/26; appeal: APS 2/26" */
function pairs<Name extends string>(kinds: readonly Name[], kind: Kind, problem: string, most: number) {
  return z
    .string()
    .optional()
    .transform((written, ctx): Pair<Name>[] => {
      const parts = (written ?? '')
        .split(';')
        .map((part) => part.trim())
        .filter(Boolean);
      return parts.flatMap((part) => {
        const colon = part.indexOf(':');
        const named = kinds.find((one) => one === part.slice(0, colon).trim());
        const found = text({ max: most, min: 2, required: true }).safeParse(part.slice(colon + 1));
        if (colon > 0 && named && found.success) return [{ kind: named, written: found.data }];
        ctx.addIssue({ code: 'custom', message: problem, params: { example: examples[kind] } });
        return [];
      });
    });
}

export const CaseRow = z.object({
  id: integer({ min: 1 }),
  against: text({ max: 160, min: 2, required: true }),
  court: choice(courts, { required: true }),
  phase: choice(phases, { required: true }),
  started_on: isoDate({ required: true }),
  numbers: pairs(numberKinds, 'cases', 'exchange.problem.numbers', 60),
});

export const PartyRow = z.object({
  id: integer({ min: 1 }),
  name: text({ max: 120, min: 2, required: true }),
  spellings: pairs(aliasKinds, 'parties', 'exchange.problem.spellings', 120),
});

/** "sq; sr" */
const languages = z
  .string()
  .optional()
  .transform((written, ctx) => {
    const named = (written ?? '').split(/[;,\s]+/).filter(Boolean);
    const known = hearingLanguages.filter((one) => named.includes(one));
    if (named.length > 0 && known.length === new Set(named).size) return [...known];
    const message = named.length === 0 ? 'form.required' : 'exchange.problem.languages';
    ctx.addIssue({ code: 'custom', message, params: { codes: hearingLanguages.join(', ') } });
    return z.NEVER;
  });

/** The case stands by one of its numbers, however written; the hour is blank where the court named none. */
export const HearingRow = z.object({
  id: integer({ min: 1 }),
  number: text({ max: 60, min: 2, required: true }),
  court: choice(courts, { required: true }),
  courtroom: text({ max: 60 }),
  type: choice(hearingTypes, { required: true }),
  scheduled_on: isoDate({ required: true }),
  scheduled_time: localTime().transform((time) => time ?? ''),
  languages,
  purpose: text({ max: 200 }),
});

export type CaseRow = z.output<typeof CaseRow>;
export type PartyRow = z.output<typeof PartyRow>;
