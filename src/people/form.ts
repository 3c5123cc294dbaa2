// What a person may send when signing in by e-mail and about themselves.
import { z } from 'zod';
import { languageCodes } from '../../db/schema/people.js';
import { checkbox, choice, email, integer, phone, text } from '../lib/fields.js';

export const AskLinkForm = z.object({ email: email({ required: true }), next: text({ max: 300 }) });
export const OpenLinkForm = z.object({ token: text({ max: 100, required: true }), remember: checkbox() });
export const ProfileForm = z.object({
  name: text({ max: 120, required: true }),
  phone: phone(),
  language: choice(languageCodes, { required: true }),
  version: integer({ min: 1, required: true }),
});
