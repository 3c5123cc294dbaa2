// What a reviewer sends: a comment on a field, a decision, a reason.
import { z } from 'zod';
import { reviewQuestions } from '../../db/schema/reviews.js';
import { choice, choices, integer, longText, text } from '../lib/fields.js';
import { indicators, sections } from '../lib/report-terms.js';
import { kindsIn, rowsOf } from '../particulars/form.js';
import { questions, type Section } from '../reports/form.js';

/** A field of a section, as a report names it; blank is the whole section. It is written down: nothing else may stand there. */
function isField(section: Section, field: string): boolean {
  if (field === '' || questions[section].some(({ name }) => name === field)) return true;
  const [, kind, key = '', asked] = /^([a-z]+)-(\w{1,16})-(\w+)$/.exec(field) ?? [];
  const isRow = kind === 'indicators' ? indicators.some((code) => code === key) : /^k?\d{1,15}$/.test(key);
  const known = kindsIn(section).find((one) => one === kind);
  return isRow && known !== undefined && rowsOf[known].questions.some(({ name }) => name === asked);
}

export const CommentForm = z
  .object({
    section: choice(sections, { required: true }),
    field: text({ max: 60 }).transform((field) => field ?? ''),
    words: longText({ max: 800, required: true }),
  })
  .refine(({ section, field }) => isField(section, field), { path: ['field'], error: 'form.choice' });

/** Nothing to type: which comment stands in the address. */
export const RemoveForm = z.object({});

/** `number`: the filing that was read; one filed meanwhile has not been. */
const number = integer({ required: true, min: 1 });

export const DecideForm = z.object({
  deed: choice(['return', 'approve'], { required: true }),
  questions: choices(reviewQuestions),
  note: longText({ max: 1500 }),
  minutes: integer({ min: 0, max: 600 }),
  number,
});

export const ReopenForm = z.object({ note: longText({ max: 1500, required: true }), number });
