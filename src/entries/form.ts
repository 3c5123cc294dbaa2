// What staff say first about an application that came by e-mail or on paper.
import { z } from 'zod';
import { languageCodes } from '../../db/schema/people.js';
import { choice, email, integer, isoDate, longText, text } from '../lib/fields.js';

export const entrySources = ['email', 'paper'] as const;

export const EntryForm = z.object({
  callId: integer({ min: 1, required: true }),
  name: text({ max: 120, min: 3, required: true }),
  email: email(),
  language: choice(languageCodes, { required: true }),
  source: choice(entrySources, { required: true }),
  receivedOn: isoDate({ required: true }),
  lateReason: longText({ max: 600, min: 5 }),
});
