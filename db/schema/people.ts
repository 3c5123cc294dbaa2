// Who somebody is, which groups they belong to, and how they sign in.
import { isNull } from 'drizzle-orm';
import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { flag, instant, oneOf } from './columns.js';

export const languageCodes = ['sq', 'sr', 'sr-Cyrl', 'en'] as const;
export const groupNames = [
  'applicant',
  'intern',
  'coordinator',
  'reviewer',
  'director',
  'safety_officer',
  'administrator',
] as const;
export const linkPurposes = ['sign_in', 'invitation', 'setup', 'reset', 'change_email', 'demo'] as const;
export const assurances = ['link', 'password', 'full'] as const;

export const people = sqliteTable(
  'people',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Lower case; NULL for somebody entered on paper without an address, and after erasure. */
    email: text('email'),
    emailConfirmedAt: instant('email_confirmed_at'),
    emailBouncedAt: instant('email_bounced_at'),
    name: text('name').notNull().default(''),
    phone: text('phone').notNull().default(''),
    language: text('language', { enum: languageCodes }).notNull(),
    sample: flag('sample'),
    createdAt: instant('created_at').notNull(),
    erasedAt: instant('erased_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [uniqueIndex('people_email').on(t.email), oneOf('people_language', t.language, languageCodes)],
);

export const memberships = sqliteTable(
  'memberships',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    group: text('group_name', { enum: groupNames }).notNull(),
    since: instant('since').notNull(),
    until: instant('until'),
    grantedBy: integer('granted_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    uniqueIndex('memberships_current').on(t.personId, t.group).where(isNull(t.until)),
    oneOf('memberships_group', t.group, groupNames),
  ],
);

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

export const passkeys = sqliteTable(
  'passkeys',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    credentialId: text('credential_id').notNull(),
    publicKey: blob('public_key', { mode: 'buffer' }).notNull(),
    counter: integer('counter').notNull(),
    transports: text('transports').notNull().default(''),
    name: text('name').notNull(),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at'),
  },
  (t) => [
    uniqueIndex('passkeys_credential').on(t.credentialId),
    index('passkeys_person').on(t.personId),
  ],
);

/** Challenges of passkey ceremonies: short-lived, used once. */
export const passkeyChallenges = sqliteTable('passkey_challenges', {
  challenge: text('challenge').primaryKey(),
  personId: integer('person_id').references(() => people.id, { onDelete: 'restrict' }),
  expiresAt: instant('expires_at').notNull(),
});

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

/** One-time links in letters: signing in, invitations, a new address. Only the hash is stored. */
export const signInLinks = sqliteTable(
  'sign_in_links',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    tokenHash: text('token_hash').notNull(),
    purpose: text('purpose', { enum: linkPurposes }).notNull(),
    personId: integer('person_id').references(() => people.id, { onDelete: 'restrict' }),
    email: text('email'),
    /** Where to go after signing in: a path of ours. */
    next: text('next').notNull().default('/'),
    language: text('language', { enum: languageCodes }).notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    supersededAt: instant('superseded_at'),
  },
  (t) => [
    uniqueIndex('sign_in_links_token').on(t.tokenHash),
    index('sign_in_links_email').on(t.email, t.purpose),
    index('sign_in_links_person').on(t.personId, t.purpose),
    oneOf('sign_in_links_purpose', t.purpose, linkPurposes),
  ],
);

/** Failures and requests per account or address; keys are keyed hashes, never the address itself. */
export const throttles = sqliteTable('throttles', {
  key: text('key').primaryKey(),
  count: integer('count').notNull(),
  firstAt: instant('first_at').notNull(),
  lastAt: instant('last_at').notNull(),
});
