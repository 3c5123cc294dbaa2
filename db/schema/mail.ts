// Letters waiting, sent and failed. Bodies are sealed: they may carry a sign-in link.
import { sql } from 'drizzle-orm';
import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { instant, isJson, oneOf } from './columns.js';
import { languageCodes, people } from './people.js';

export const letterStates = ['draft', 'queued', 'sending', 'sent', 'failed', 'dropped'] as const;
export const letterKinds = ['notice', 'decision'] as const;

export const letters = sqliteTable(
  'letters',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Fixed once: a letter sent again is the same letter. */
    messageId: text('message_id').notNull(),
    letter: text('letter').notNull(),
    kind: text('kind', { enum: letterKinds }).notNull(),
    state: text('state', { enum: letterStates }).notNull(),
    personId: integer('person_id').references(() => people.id, { onDelete: 'restrict' }),
    /** The address it goes or went to; NULL once its person was erased. */
    recipient: text('recipient'),
    language: text('language', { enum: languageCodes }).notNull(),
    subject: text('subject').notNull(),
    /** { text, html }, sealed, context `letter:<messageId>`; NULL once erased or spent. */
    sealedBody: blob('sealed_body', { mode: 'buffer' }),
    attachments: text('attachments', { mode: 'json' }).$type<{ kind: string; id: number }[]>().notNull(),
    /** What the letter is about, e.g. application 12. */
    entity: text('entity').notNull(),
    entityId: integer('entity_id').notNull(),
    groupId: text('group_id'),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: instant('next_attempt_at').notNull(),
    leaseUntil: instant('lease_until'),
    sentAt: instant('sent_at'),
    lastProblem: text('last_problem'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('letters_message_id').on(t.messageId),
    index('letters_due').on(t.state, t.nextAttemptAt),
    index('letters_entity').on(t.entity, t.entityId),
    index('letters_person').on(t.personId),
    uniqueIndex('letters_one_decision_draft')
      .on(t.entity, t.entityId)
      .where(sql`${t.kind} = 'decision' and ${t.state} = 'draft'`),
    oneOf('letters_state', t.state, letterStates),
    oneOf('letters_kind', t.kind, letterKinds),
    isJson('letters_attachments', t.attachments),
  ],
);
