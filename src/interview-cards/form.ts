// A card as it is filled in: a mark for each criterion of the call's rubric, a recommendation, and why.
import { z } from 'zod';
import { interviewRecommendations } from '../../db/schema/interview-cards.js';
import { choice, longText } from '../lib/fields.js';

/** Marks come as `mark_<criterion>`; which there must be, the call says. */
export const CardForm = z.looseObject({
  recommendation: choice(interviewRecommendations, { required: true }),
  words: longText({ max: 2000 }),
});

export const LockForm = z.object({ reason: longText({ max: 600, min: 5, required: true }) });
