// What the director sends when offers, reserves and refusals are prepared: who, the terms, and the letters that were read.
import { z } from 'zod';
import { tieMethods } from '../../db/schema/offers.js';
import { checkbox, choice, choices, ids, integer, isoDate, longText, text } from '../lib/fields.js';
import { MOST_REASONS, refusalReasons } from './rules.js';

const chosen = {
  application: ids({ least: 1, few: 'offers.problem.none_ticked' }),
  /** Whoever decides says that they are too close to none of those they had not said it of. */
  declare: checkbox(),
  /** The letters that were on the page, in one word. */
  seen: text({ max: 64 }),
};

export const OfferForm = z.object({
  ...chosen,
  startsOn: isoDate({ required: true }),
  endsOn: isoDate({ required: true }),
  replyOn: isoDate({ required: true }),
});

export const AgainForm = OfferForm.extend({ note: longText({ max: 1000, min: 5, required: true }) });

/** A place on the reserve list has its number in a field for each person; closing a call asks for nothing more. */
export const ChosenForm = z.object(chosen);

export const RefuseForm = z.object({
  ...chosen,
  reasons: choices(refusalReasons, { required: true }).refine(
    (reasons) => reasons.length <= MOST_REASONS,
    'offers.problem.most_reasons',
  ),
});

/** Advice to one of them, from a field named `advice_<id>`; null when there is none. */
export const AdviceField = longText({ max: 1000 });

const band = integer({ required: true, min: 0, max: 8 });
export const TieForm = z.object({
  file: band,
  interview: band,
  method: choice(tieMethods, { required: true }),
  words: longText({ max: 1000, min: 5 }),
});
