// What staff say about a monitor's tie to a case.
import { z } from 'zod';
import { tieKinds } from '../../db/schema/ties.js';
import { choice, chosenId } from '../lib/fields.js';

export const TieForm = z.object({
  personId: chosenId(),
  kind: choice(tieKinds, { required: true }),
});

/** What a monitor says about their own. */
export const OwnTieForm = TieForm.pick({ kind: true });

/** Nothing to type: which tie stands in the address. */
export const LiftForm = z.object({});
