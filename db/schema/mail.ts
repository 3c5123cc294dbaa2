// Letters waiting, sent and failed. Bodies are sealed: they may carry a sign-in link.
import { sql } from 'drizzle-orm';
import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { calls } from './calls.js';
import { flag, instant, isJson, oneOf } from './columns.js';
import { languageCodes, people } from './people.js';
import { letterTemplates } from './templates.js';

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
    /** The act that caused it: undone as one, with its letters. */
    groupId: text('group_id'),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: instant('next_attempt_at').notNull(),
    leaseUntil: instant('lease_until'),
    sentAt: instant('sent_at'),
    lastProblem: text('last_problem'),
    createdAt: instant('created_at').notNull(),
    /** The call whose own texts were used; NULL for letters about no call. */
    callId: integer('call_id').references(() => calls.id, { onDelete: 'restrict' }),
    /** The act that released it; NULL until then, and again when it is held back. */
    releaseGroupId: text('release_group_id'),
    /** What it was written from, sealed, context `letter-data:<messageId>`: kept while it can be written anew. */
    sealedData: blob('sealed_data', { mode: 'buffer' }),
    /** Counts every change of its words. */
    version: integer('version').notNull().default(1),
    /** Who changed the words last; NULL while they are those of the template. */
    editedBy: integer('edited_by').references(() => people.id, { onDelete: 'restrict' }),
    editedAt: instant('edited_at'),
    /** The letter that this one sends again, to a corrected address. */
    replacesId: integer('replaces_id'),
    /** A sending was cut off or its process died: the reader may have the letter whatever the state says. */
    inDoubt: flag('in_doubt'),
    /** The staff's text it was written from; NULL for the standard text. */
    templateId: integer('template_id').references(() => letterTemplates.id, { onDelete: 'restrict' }),
  },
  (t) => [
    uniqueIndex('letters_message_id').on(t.messageId),
    index('letters_due').on(t.state, t.nextAttemptAt),
    index('letters_entity').on(t.entity, t.entityId),
    index('letters_person').on(t.personId),
    index('letters_group').on(t.groupId),
    index('letters_release_group').on(t.releaseGroupId),
    index('letters_replaces').on(t.replacesId),
    uniqueIndex('letters_one_decision_draft')
      .on(t.entity, t.entityId)
      .where(sql`${t.kind} = 'decision' and ${t.state} = 'draft'`),
    oneOf('letters_state', t.state, letterStates),
    oneOf('letters_kind', t.kind, letterKinds),
    isJson('letters_attachments', t.attachments),
  ],
);

/** The words of a draft before somebody changed them: `version` is the one they had. */
export const letterVersions = sqliteTable(
  'letter_versions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    letterId: integer('letter_id')
      .notNull()
      .references(() => letters.id, { onDelete: 'restrict' }),
    version: integer('version').notNull(),
    /** { subject, text }, sealed, context `letter-version:<letterId>:<version>`. */
    sealedWords: blob('sealed_words', { mode: 'buffer' }).notNull(),
    /** Whose words they were; NULL for the template's. */
    writtenBy: integer('written_by').references(() => people.id, { onDelete: 'restrict' }),
    writtenAt: instant('written_at').notNull(),
  },
  (t) => [uniqueIndex('letter_versions_once').on(t.letterId, t.version)],
);
