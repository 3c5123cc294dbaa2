// What an applicant says against a decision.
import { z } from 'zod';
import { longText } from '../lib/fields.js';

export const WORDS_MOST = 4000;

export const ContestForm = z.object({ words: longText({ max: WORDS_MOST, min: 10, required: true }) });
