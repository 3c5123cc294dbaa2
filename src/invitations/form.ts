// Whom the coordinator invites to choose a time, and until when an answer is asked for.
import { z } from 'zod';
import { isoDate } from '../lib/fields.js';

const applications = z
  .unknown()
  .optional()
  .transform((raw) => [
    ...new Set(
      (Array.isArray(raw) ? raw : [raw])
        .filter((one): one is string => typeof one === 'string' && /^\d{1,15}$/.test(one))
        .map(Number),
    ),
  ]);

export const InviteForm = z.object({
  applications: applications.refine((ids) => ids.length > 0, 'invitations.problem.nobody'),
  replyBy: isoDate({ required: true }),
});
