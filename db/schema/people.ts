// Who somebody is, which groups they belong to, and the one-time links in their letters.
import { isNull } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
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

export const people = sqliteTable(
  'people',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Lower case; NULL for somebody entered on paper without an address, and after erasure. */
    email: text('email'),
    emailConfirmedAt: instant('email_confirmed_at'),
    /** No longer written: the letter that came back says it. A migration loses no value, so it stays. */
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
