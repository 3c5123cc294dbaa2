// What is said to an offer: an applicant may say why not, staff say how they heard of it.
import { z } from 'zod';
import { checkbox, choice, isoDate, longText } from '../lib/fields.js';

export const DeclineForm = z.object({ reason: longText({ max: 600 }) });

/** What staff can note down; which of them fits is decided by how the application stands. */
export const answers = ['accept', 'decline', 'more_time', 'lapse', 'take_back'] as const;
export type Answer = (typeof answers)[number];

const hasDay = ({ answer, replyOn }: { answer?: unknown; replyOn?: unknown }) =>
  answer !== 'more_time' || (replyOn ?? null) !== null;

/** `replyOn`: the new day to answer, for more time; `reached`: they know of it otherwise, for a lapse. */
export const StaffForm = z
  .object({
    answer: choice(answers, { required: true }),
    replyOn: isoDate(),
    reached: checkbox(),
    note: longText({ max: 600, min: 5, required: true }),
  })
  .refine(hasDay, { path: ['replyOn'], error: 'form.required', when: () => true });
