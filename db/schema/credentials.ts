// How staff and interns prove who they are: password, second factor, recovery codes.
import { blob, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { instant } from './columns.js';
import { people } from './people.js';

/** Staff and interns: password and second factor. */
export const credentials = sqliteTable('credentials', {
  personId: integer('person_id')
    .primaryKey()
    .references(() => people.id, { onDelete: 'restrict' }),
  passwordHash: text('password_hash'),
  passwordChangedAt: instant('password_changed_at'),
  /** Sealed with the keyring, context `totp:<personId>`. */
  totpSealed: blob('totp_sealed', { mode: 'buffer' }),
  totpConfirmedAt: instant('totp_confirmed_at'),
  /** The last TOTP step accepted: a step is never accepted twice. */
  totpLastStep: integer('totp_last_step').notNull().default(0),
});

export const recoveryCodes = sqliteTable(
  'recovery_codes',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    codeHash: text('code_hash').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [uniqueIndex('recovery_codes_code').on(t.personId, t.codeHash)],
);
