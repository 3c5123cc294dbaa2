// What an intern and staff send about an internship.
import { z } from 'zod';
import { checkbox, choice, choices, integer, isoDate, longText, text } from '../lib/fields.js';
import { isAccountNumber } from './rules.js';

/** Languages in which somebody can follow a hearing. */
export const hearingLanguages = ['sq', 'sr', 'en'] as const;

export const SignForm = z.object({ agreed: checkbox({ required: true }) });

export const ConflictsForm = z
  .object({
    has: choice(['no', 'yes'], { required: true }),
    ties: longText({ max: 2000 }),
  })
  .refine(({ has, ties }) => has !== 'yes' || ties !== null, {
    path: ['ties'],
    error: 'placements.problem.ties',
    when: () => true,
  });

const account = text({ max: 60, required: true })
  .transform((typed) => typed.replace(/\s/g, '').toUpperCase())
  .refine(isAccountNumber, 'placements.problem.account');

export const DetailsForm = z.object({
  languages: choices(hearingLanguages, { required: true }),
  holder: text({ max: 120, required: true }),
  bank: text({ max: 120, required: true }),
  account,
});

const dates = { startsOn: isoDate({ required: true }), endsOn: isoDate({ required: true }) };
const version = integer({ required: true, min: 1 });

/** What staff prepare; nothing but the dates is required, so that it can be filled in as it is done. */
export const PrepareForm = z.object({
  ...dates,
  supervisor: integer({ min: 1 }),
  agreement: checkbox(),
  safetyBriefing: checkbox(),
  firstHearingOn: isoDate(),
  version,
});

export const ExtendForm = z.object({
  endsOn: dates.endsOn,
  reason: longText({ max: 600, min: 5, required: true }),
  version,
});

/** A reason is asked for when it ends before its day. */
export const EndForm = z.object({ reason: longText({ max: 600 }), version });

/** Somebody who is an intern and has no internship here yet. */
export const StartForm = z.object({ person: integer({ required: true, min: 1 }) });
export const ActivateForm = z.object({ version });
