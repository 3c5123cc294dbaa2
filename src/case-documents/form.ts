// What staff say about a document of a case: what it is, who may open it.
import { z } from 'zod';
import { caseDocumentKinds, documentLevels } from '../../db/schema/case-documents.js';
import { choice, isoDate } from '../lib/fields.js';

export const DocumentForm = z.object({
  kind: choice(caseDocumentKinds, { required: true }),
  level: choice(documentLevels, { required: true }),
  datedOn: isoDate(),
});

/** Nothing to type: which document stands in the address. */
export const RemoveForm = z.object({});
