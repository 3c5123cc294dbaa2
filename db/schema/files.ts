// Documents: what is known of a file, and apart from it the sealed bytes, so that no list ever touches them.
import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { instant, oneOf } from './columns.js';
import { people } from './people.js';

export const fileTypes = ['pdf', 'docx'] as const;

export const files = sqliteTable(
  'files',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Whose document it is (not who uploaded it); nobody's: a document of a case, which no person's erasure takes away. */
    ownerId: integer('owner_id').references(() => people.id, { onDelete: 'restrict' }),
    name: text('name').notNull(),
    type: text('type', { enum: fileTypes }).notNull(),
    bytes: integer('bytes').notNull(),
    pages: integer('pages'),
    sha256: text('sha256').notNull(),
    uploadedAt: instant('uploaded_at').notNull(),
    uploadedBy: integer('uploaded_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    purgedAt: instant('purged_at'),
  },
  (t) => [index('files_owner').on(t.ownerId), oneOf('files_type', t.type, fileTypes)],
);

/** The bytes, sealed with the keyring, context `file:<sha256>`. The row goes when the file is purged. */
export const fileContents = sqliteTable('file_contents', {
  fileId: integer('file_id')
    .primaryKey()
    .references(() => files.id, { onDelete: 'restrict' }),
  sealed: blob('sealed', { mode: 'buffer' }).notNull(),
});
