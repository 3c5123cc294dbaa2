// Files that were brought in to be read, before somebody says that they may change anything.
import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { instant, oneOf } from './columns.js';
import { people } from './people.js';

export const importKinds = ['cases', 'parties', 'hearings'] as const;

export const fileImports = sqliteTable(
  'file_imports',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    kind: text('kind', { enum: importKinds }).notNull(),
    /** The rows as JSON, sealed, context `import:<person>:<instant>`; gone once applied, and after a day. */
    sealed: blob('sealed', { mode: 'buffer' }),
    rows: integer('rows').notNull(),
    addedAt: instant('added_at').notNull(),
    addedBy: integer('added_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    appliedAt: instant('applied_at'),
  },
  (t) => [index('file_imports_person').on(t.addedBy, t.id), oneOf('file_imports_kind', t.kind, importKinds)],
);
