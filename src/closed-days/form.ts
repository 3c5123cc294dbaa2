// A day or several on which the organisation is closed.
import { z } from 'zod';
import { checkbox, isoDate, text } from '../lib/fields.js';
import { addDays } from '../lib/time.js';

/** Nobody is closed for longer at a stretch; more is a slip of the hand. */
const MOST_DAYS = 62;

export const ClosedDayForm = z
  .object({
    fromDay: isoDate({ required: true }),
    untilDay: isoDate(),
    words: text({ max: 120, min: 3, required: true }),
    isEstimate: checkbox(),
  })
  .superRefine(({ fromDay, untilDay }, context) => {
    if (!fromDay || !untilDay) return;
    if (untilDay < fromDay)
      context.addIssue({ code: 'custom', path: ['untilDay'], message: 'closed-days.problem.before' });
    else if (untilDay > addDays(fromDay, MOST_DAYS))
      context.addIssue({ code: 'custom', path: ['untilDay'], message: 'closed-days.problem.long' });
  });
