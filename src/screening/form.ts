// What staff say about the conditions of an application: a proposal with its reason, and the second person's answer.
import { z } from 'zod';
import { checkbox, choice, ids, integer, longText } from '../lib/fields.js';

const version = integer({ required: true, min: 0 });
const conditions = [
  'lawFaculty',
  'institution',
  'bachelorYear',
  'average',
  'criminalLaw',
  'criminalProcedure',
] as const;

export const ScreenInForm = z.object({ version, note: longText({ max: 1000, min: 5 }) });

export const ScreenOutForm = z.object({
  version,
  reason: choice(conditions, { required: true }),
  note: longText({ max: 1000, min: 5, required: true }),
});

export const answers = ['confirm', 'send_back'] as const;

/** Who confirms says that they looked; who sends back says why. */
export const AnswerForm = z.object({
  version,
  answer: choice(answers, { required: true }),
  looked: checkbox(),
  note: longText({ max: 1000, min: 5 }),
});

/** Only those on the page may be ticked. */
export const SeveralForm = z.object({
  application: ids({ least: 1, few: 'screening.problem.none_ticked' }),
});

export const VersionForm = z.object({ version });

export const CorrectForm = z.object({ version, note: longText({ max: 1000, min: 5, required: true }) });
