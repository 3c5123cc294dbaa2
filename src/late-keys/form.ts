// What a coordinator says when giving somebody a late key, and how a typed key is read.
import { z } from 'zod';
import { languageCodes } from '../../db/schema/people.js';
import { choice, email, isoDate, longText, text } from '../lib/fields.js';

export const IssueForm = z.object({
  email: email({ required: true }),
  language: choice(languageCodes, { required: true }),
  reason: longText({ max: 600, min: 5, required: true }),
  until: isoDate({ required: true }),
});

export const KeyForm = z.object({ key: text({ max: 60, required: true }) });
