// Documents of a case, each with its level of protection; the bytes are files that belong to nobody.
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { cases } from './cases.js';
import { instant, oneOf } from './columns.js';
import { files } from './files.js';
import { people } from './people.js';

export const caseDocumentKinds = [
  'indictment',
  'judgment',
  'ruling',
  'minutes',
  'submission',
  'press',
  'other',
] as const;
/** Who may open a document: whoever may read the case; staff; those who may see protected fields, and it is logged. */
export const documentLevels = ['case', 'staff', 'protected'] as const;

export const caseDocuments = sqliteTable(
  'case_documents',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'restrict' }),
    fileId: integer('file_id')
      .notNull()
      .references(() => files.id, { onDelete: 'restrict' }),
    kind: text('kind', { enum: caseDocumentKinds }).notNull(),
    level: text('level', { enum: documentLevels }).notNull(),
    /** The day the document bears. */
    datedOn: text('dated_on'),
    removedAt: instant('removed_at'),
    addedAt: instant('added_at').notNull(),
    addedBy: integer('added_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    index('case_documents_case').on(t.caseId, t.id),
    uniqueIndex('case_documents_file').on(t.fileId),
    oneOf('case_documents_kind', t.kind, caseDocumentKinds),
    oneOf('case_documents_level', t.level, documentLevels),
  ],
);
