// What is written about somebody protected: a pseudonym and fixed terms. There is no field for a name, and none for words.
import { z } from 'zod';
import { protectionGrounds } from '../../db/schema/protections.js';
import { choice, choices, integer, isoDate, text } from '../lib/fields.js';
import { protectedRoles, protectiveMeasures } from '../lib/terms.js';
import { isCode, pseudonymOf } from './rules.js';

const terms = {
  role: choice(protectedRoles, { required: true }),
  ground: choice(protectionGrounds, { required: true }),
  measures: choices(protectiveMeasures),
  orderedOn: isoDate(),
};

export const PSEUDONYM_MOST = 10;

export const ProtectForm = z.object({
  pseudonym: text({ max: PSEUDONYM_MOST, required: true })
    .transform(pseudonymOf)
    .refine(isCode, 'protections.problem.pseudonym'),
  ...terms,
});

export const ChangeForm = z.object({ ...terms, version: integer({ required: true }) });

export type Terms = Pick<z.output<typeof ChangeForm>, 'role' | 'ground' | 'measures' | 'orderedOn'>;
