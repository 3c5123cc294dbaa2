// Puts letters into the outbox, in the transaction of the change that causes them.
import { randomUUID } from 'node:crypto';
import type { Ctx } from '../context.js';
import type { Language } from '../i18n/index.js';
import { seal } from '../lib/seal.js';
import { type LetterName, type LetterRule, letterRules } from './letters.js';
import { insertLetter } from './queries.js';
import { type RenderedLetter, renderLetter } from './render.js';

export type Attachment = { kind: string; id: number };

/** What a letter is about; `callId` chooses the texts that staff wrote for that call. */
export type About = {
  entity: string;
  entityId: number;
  callId?: number | null;
  groupId?: string | null;
  attachments?: Attachment[];
};

/**
 * Renders and stores one letter; it leaves later, by the job, or when somebody releases it.
 * Throws when the data does not fit the letter. Answers with the letter's id.
 */
export function queue(
  ctx: Ctx,
  letter: LetterName,
  to: { personId: number | null; email: string; language: Language },
  about: About,
  data: Record<string, unknown>,
): number {
  const rule: LetterRule = letterRules[letter];
  const given = rule.data.parse(data);
  const { subject, ...words } = renderFor(ctx, { letter, language: to.language }, given);
  const messageId = messageIdFor(ctx);
  const body = Buffer.from(JSON.stringify(words));
  return insertLetter(ctx.db, {
    messageId,
    letter,
    kind: rule.kind,
    state: rule.mode === 'now' ? 'queued' : 'draft',
    personId: to.personId,
    recipient: to.email,
    language: to.language,
    subject,
    sealedBody: seal(ctx.config.keyring, body, `letter:${messageId}`),
    attachments: about.attachments ?? [],
    entity: about.entity,
    entityId: about.entityId,
    callId: about.callId ?? null,
    groupId: about.groupId ?? null,
    sealedData: rule.mode === 'draft' && !rule.secret ? sealData(ctx, messageId, given) : null,
    nextAttemptAt: ctx.clock.now(),
    createdAt: ctx.clock.now(),
  });
}

/** A letter's words from what it needs to know. Throws when a name in its text has no value. */
export function renderFor(
  _ctx: Ctx,
  { letter, language }: { letter: string; language: Language },
  data: Record<string, unknown>,
): RenderedLetter {
  return renderLetter(letter as LetterName, language, data);
}

function sealData(ctx: Ctx, messageId: string, data: Record<string, unknown>): Buffer {
  return seal(ctx.config.keyring, Buffer.from(JSON.stringify(data)), `letter-data:${messageId}`);
}

/** A new Message-ID under our own name; a letter keeps its own for good. */
export function messageIdFor(ctx: Ctx): string {
  return `<${randomUUID()}@${new URL(ctx.config.baseUrl).hostname}>`;
}
