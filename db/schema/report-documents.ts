// Documents that a monitor brings from a hearing; once the report is approved they are documents of its case.
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { caseDocumentKinds, caseDocuments, documentLevels } from './case-documents.js';
import { instant, oneOf } from './columns.js';
import { files } from './files.js';
import { people } from './people.js';
import { reports } from './reports.js';

export const reportDocuments = sqliteTable(
  'report_documents',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    reportId: integer('report_id')
      .notNull()
      .references(() => reports.id, { onDelete: 'restrict' }),
    /** Nobody's file, as a document of a case is: no person's erasure takes it away. */
    fileId: integer('file_id')
      .notNull()
      .references(() => files.id, { onDelete: 'restrict' }),
    kind: text('kind', { enum: caseDocumentKinds }).notNull(),
    level: text('level', { enum: documentLevels }).notNull(),
    /** The day the document bears. */
    datedOn: text('dated_on'),
    addedAt: instant('added_at').notNull(),
    addedBy: integer('added_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    removedAt: instant('removed_at'),
    /** What it became when the report was approved. */
    caseDocumentId: integer('case_document_id').references(() => caseDocuments.id, { onDelete: 'restrict' }),
  },
  (t) => [
    index('report_documents_report').on(t.reportId, t.id),
    uniqueIndex('report_documents_file').on(t.fileId),
    oneOf('report_documents_kind', t.kind, caseDocumentKinds),
    oneOf('report_documents_level', t.level, documentLevels),
  ],
);
