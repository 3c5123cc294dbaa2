// Whom the coordinator invites to choose a time, and until when an answer is asked for.
import { z } from 'zod';
import { ids, isoDate } from '../lib/fields.js';

export const InviteForm = z.object({
  applications: ids({ least: 1, few: 'invitations.problem.nobody' }),
  replyBy: isoDate({ required: true }),
});
