// Which document stands in which place of an application, and which stood there before.
import { isNull } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { applications } from './applications.js';
import { instant, oneOf } from './columns.js';
import { files } from './files.js';

export const documentSlots = ['motivation_letter', 'grades_certificate', 'cv'] as const;

export const applicationDocuments = sqliteTable(
  'application_documents',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    slot: text('slot', { enum: documentSlots }).notNull(),
    fileId: integer('file_id')
      .notNull()
      .references(() => files.id, { onDelete: 'restrict' }),
    addedAt: instant('added_at').notNull(),
    removedAt: instant('removed_at'),
  },
  (t) => [
    uniqueIndex('application_documents_current').on(t.applicationId, t.slot).where(isNull(t.removedAt)),
    index('application_documents_file').on(t.fileId),
    oneOf('application_documents_slot', t.slot, documentSlots),
  ],
);
