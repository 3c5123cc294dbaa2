// What a coordinator asks for: things from a list, or in their own words; and what the applicant answers.
import { z } from 'zod';
import { documentSlots } from '../../db/schema/documents.js';
import { choices, integer, isoDate, longText } from '../lib/fields.js';
import { askableFacts, askableSections } from './rules.js';

/** `document:cv`, `fact:studies.average`, `section:about`: what is asked for most, first. */
export const askable = [
  ...documentSlots.map((name) => `document:${name}` as const),
  ...askableFacts.map((name) => `fact:${name}` as const),
  ...askableSections.map((name) => `section:${name}` as const),
];

export const WORDS_MOST = 600;

export const AskForm = z.object({
  version: integer({ required: true, min: 0 }),
  items: choices(askable),
  words: longText({ max: WORDS_MOST, min: 5 }),
  moreWords: longText({ max: WORDS_MOST, min: 5 }),
  dueOn: isoDate({ required: true }),
});

export const ANSWER_MOST = 2000;

/** With a field `reply-<id>` for each question in words. */
export const SupplyForm = z.looseObject({ explanation: longText({ max: ANSWER_MOST, min: 3 }) });

export const ReplyText = longText({ max: ANSWER_MOST, min: 1 });
