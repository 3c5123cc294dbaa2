// What staff say about an institution.
import { z } from 'zod';
import { institutionKinds } from '../../db/schema/institutions.js';
import { choice, integer, text } from '../lib/fields.js';

export const fields = ['nameSq', 'nameSr', 'nameEn', 'kind', 'city'] as const;

const name = text({ max: 200, min: 3, required: true });

export const InstitutionForm = z.object({
  nameSq: name,
  nameSr: name,
  nameEn: name,
  kind: choice(institutionKinds, { required: true }),
  city: text({ max: 120, min: 2, required: true }),
});
export const ChangeForm = InstitutionForm.extend({ version: integer({ min: 1, required: true }) });
export type InstitutionInput = z.output<typeof InstitutionForm>;
