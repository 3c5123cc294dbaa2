// Ways in after the deadline: whom they are for, why, until when. Only the hash of a key is stored.
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { calls } from './calls.js';
import { instant } from './columns.js';
import { people } from './people.js';

/** A way in after the deadline, for a reason somebody wrote down. */
export const lateKeys = sqliteTable(
  'late_keys',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id, { onDelete: 'restrict' }),
    keyHash: text('key_hash').notNull(),
    reason: text('reason').notNull(),
    email: text('email').notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: integer('created_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    expiresAt: instant('expires_at').notNull(),
    /** Set when an application was submitted with it. */
    usedAt: instant('used_at'),
  },
  (t) => [uniqueIndex('late_keys_key').on(t.keyHash)],
);
