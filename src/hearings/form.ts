// What staff send about a hearing, and how the calendar's address is read.
import { z } from 'zod';
import { choice, choices, chosenId, integer, isoDate, localTime, longText, text } from '../lib/fields.js';
import { courts, hearingTypes } from '../lib/terms.js';

/** Languages proceedings are held in, as a monitor has to understand them. */
export const hearingLanguages = ['sq', 'sr', 'en'] as const;

const version = integer({ required: true, min: 1 });
/** Blank where the court named no hour. */
const hour = localTime().transform((time) => time ?? '');
const when = { scheduledOn: isoDate({ required: true }), scheduledTime: hour };
const what = {
  court: choice(courts, { required: true }),
  courtroom: text({ max: 60 }),
  type: choice(hearingTypes, { required: true }),
  languages: choices(hearingLanguages, { required: true }),
  purpose: text({ max: 200 }),
};

export const NewHearingForm = z.object({ case: chosenId(), ...when, ...what });
export const HearingForm = z.object({ ...what, scheduledTime: hour, version });
export const MoveForm = z.object({ ...when, reason: longText({ max: 400 }), version });
export const CancelForm = z.object({ reason: longText({ max: 400 }), version });

export const views = ['month', 'week', 'list'] as const;
