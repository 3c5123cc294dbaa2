// What staff ask an applicant for: named things, until a day; and whether they came.
import { sql } from 'drizzle-orm';
import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { applications } from './applications.js';
import { flag, instant, oneOf } from './columns.js';
import { people } from './people.js';

export const requestStates = ['open', 'supplied', 'timed_out', 'taken_back'] as const;
export const itemKinds = ['section', 'fact', 'document', 'words'] as const;

export const requests = sqliteTable(
  'requests',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    state: text('state', { enum: requestStates }).notNull(),
    askedBy: integer('asked_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    askedAt: instant('asked_at').notNull(),
    /** The last instant of the day it is due. */
    dueAt: instant('due_at').notNull(),
    closedAt: instant('closed_at'),
    /** Why something stays as it is, in the applicant's words; sealed, context `request-explanation:<id>`. */
    sealedExplanation: blob('sealed_explanation', { mode: 'buffer' }),
  },
  (t) => [
    uniqueIndex('requests_open').on(t.applicationId).where(sql`${t.state} = 'open'`),
    index('requests_due').on(t.state, t.dueAt),
    index('requests_application').on(t.applicationId, t.id),
    oneOf('requests_state', t.state, requestStates),
  ],
);

export const requestItems = sqliteTable(
  'request_items',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    requestId: integer('request_id')
      .notNull()
      .references(() => requests.id, { onDelete: 'restrict' }),
    kind: text('kind', { enum: itemKinds }).notNull(),
    /** A section, a section's field as `section.field`, or a place for a document. */
    name: text('name').notNull(),
    /** What is asked in staff's own words; sealed, context `request-item:<request>`. */
    sealedWords: blob('sealed_words', { mode: 'buffer' }),
    /** What the applicant answered; sealed, context `request-reply:<request>`. */
    sealedReply: blob('sealed_reply', { mode: 'buffer' }),
    /** When the request was closed: it had been changed, added or answered. */
    came: flag('came'),
  },
  (t) => [index('request_items_request').on(t.requestId), oneOf('request_items_kind', t.kind, itemKinds)],
);
