// Who is signed in where.
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { flag, instant, oneOf } from './columns.js';
import { people } from './people.js';

export const assurances = ['link', 'password', 'full'] as const;

export const sessions = sqliteTable(
  'sessions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** SHA-256 of the cookie's token, hex. The token itself is nowhere. */
    tokenHash: text('token_hash').notNull(),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    /** `link`: an e-mail link, applicant's rights only. `password`: second factor missing. `full`: both. */
    assurance: text('assurance', { enum: assurances }).notNull(),
    remembered: flag('remembered'),
    device: text('device').notNull().default(''),
    createdAt: instant('created_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    /** The absolute limit; the idle limit follows from lastSeenAt. */
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    uniqueIndex('sessions_token').on(t.tokenHash),
    index('sessions_person').on(t.personId),
    oneOf('sessions_assurance', t.assurance, assurances),
  ],
);
