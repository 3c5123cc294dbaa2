// What is written about somebody in the people register: a name, other spellings, who is the same as whom.
import { z } from 'zod';
import { aliasKinds } from '../../db/schema/parties.js';
import { checkbox, choice, integer, SEARCH_MOST, text } from '../lib/fields.js';

/** The longest name that is written. */
export const NAME_MOST = 120;

const name = text({ max: NAME_MOST, min: 2, required: true });

export const PartyForm = z.object({
  name,
  /** Ticked when the register asked whether it is somebody it knows, and it is not. */
  isNew: checkbox(),
});

export const RenameForm = z.object({ name, version: integer({ required: true }) });

export const AliasForm = z.object({ kind: choice(aliasKinds, { required: true }), written: name });

export const OtherForm = z.object({ other: integer({ required: true, min: 1 }) });

export const SearchForm = z.object({ q: text({ max: SEARCH_MOST }) });

/** Nothing to type: what it is about stands in the address. */
export const NothingForm = z.object({});
