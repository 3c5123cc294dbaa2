// What a monitor says about a document obtained at a hearing: what it is, who may open it, and that nothing was recorded.
import { z } from 'zod';
import { caseDocumentKinds, documentLevels } from '../../db/schema/case-documents.js';
import { checkbox, choice, isoDate } from '../lib/fields.js';

export const ObtainedForm = z.object({
  kind: choice(caseDocumentKinds, { required: true }),
  level: choice(documentLevels, { required: true }),
  datedOn: isoDate(),
  nothingRecorded: checkbox({ required: true }),
});

/** Nothing to type: which document stands in the address. */
export const RemoveForm = z.object({});
