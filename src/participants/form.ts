// Who takes part in a case: entered, changed, ended.
import { z } from 'zod';
import { counselKinds, custodies } from '../../db/schema/participants.js';
import { checkbox, choice, integer, isoDate, text } from '../lib/fields.js';
import { namedRoles } from '../lib/terms.js';
import { NAME_MOST } from '../parties/form.js';

/** What belongs to some roles alone; the service knows which. */
const ofRole = {
  custody: choice(custodies),
  inAbsentia: checkbox(),
  forId: integer({ min: 1 }),
  counselKind: choice(counselKinds),
};

export const AddForm = z.object({
  role: choice(namedRoles, { required: true }),
  name: text({ max: NAME_MOST, min: 2, required: true }),
  /** One of those the register asked about, by number, or "new". */
  party: text({ max: 20 }),
  sinceOn: isoDate({ required: true }),
  /** That nobody protects this name, where the role asks for saying so. */
  named: checkbox(),
  ...ofRole,
});

export const ChangeForm = z.object({
  sinceOn: isoDate({ required: true }),
  untilOn: isoDate(),
  version: integer({ required: true }),
  ...ofRole,
});

/** Nothing to type: who it is stands in the address. */
export const RemoveForm = z.object({});

export type OfRole = Pick<z.output<typeof ChangeForm>, 'custody' | 'inAbsentia' | 'forId' | 'counselKind'>;
