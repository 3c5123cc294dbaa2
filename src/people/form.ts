// What a person may send when signing in and about themselves.
import { z } from 'zod';
import { checkbox, email, text } from '../lib/fields.js';

export const AskLinkForm = z.object({ email: email({ required: true }), next: text({ max: 300 }) });
export const OpenLinkForm = z.object({ token: text({ max: 100, required: true }), remember: checkbox() });
