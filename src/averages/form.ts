// The exams a certificate lists, one a line, and how an average is made of them.
import { z } from 'zod';
import { averageMethods } from '../../db/schema/averages.js';
import { choice, decimal, integer, longText } from '../lib/fields.js';

const SCALE_MAX = 10_000_000;

/** One computation. `worst` and `best` are the ends of the certificate's scale; `seen…` the verdicts that were there. */
export const AverageForm = z
  .object({
    method: choice(averageMethods, { required: true }),
    worst: decimal({ max: SCALE_MAX, required: true }),
    best: decimal({ max: SCALE_MAX, required: true }),
    exams: longText({ max: 8000, required: true }),
    note: longText({ max: 1000 }),
    document: integer({ min: 1 }),
    page: integer({ min: 1 }),
    seenAverage: integer({ min: 0, required: true }),
    seenScale: integer({ min: 0, required: true }),
  })
  .refine(({ worst, best }) => worst !== best, { path: ['best'], error: 'averages.problem.scale' });
