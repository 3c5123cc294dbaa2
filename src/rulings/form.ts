// A court's decision in fixed terms: what, when, until when, with which result.
import { z } from 'zod';
import { rulingKinds, rulingResults } from '../../db/schema/rulings.js';
import { choice, integer, isoDate } from '../lib/fields.js';
import { courts } from '../lib/terms.js';

export const RulingForm = z.object({
  participantId: integer({ min: 1 }),
  kind: choice(rulingKinds, { required: true }),
  court: choice(courts, { required: true }),
  decidedOn: isoDate({ required: true }),
  untilOn: isoDate(),
  result: choice(rulingResults),
  sentenceMonths: integer({ min: 1, max: 720 }),
});

export type Ruling = z.output<typeof RulingForm>;

/** Nothing to type: which ruling stands in the address. */
export const RemoveForm = z.object({});
