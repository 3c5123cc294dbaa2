// Puts letters into the outbox, in the transaction of the change that causes them.
import { randomUUID } from 'node:crypto';
import type { Ctx } from '../context.js';
import type { Language } from '../i18n/index.js';
import { seal } from '../lib/seal.js';
import { type LetterName, letterRules } from './letters.js';
import { insertLetter } from './queries.js';
import { renderLetter } from './render.js';

export type Attachment = { kind: string; id: number };

/**
 * Renders and stores one letter; it leaves later, by the job, or when somebody releases it.
 * Throws when the data does not fit the letter. Answers with the letter's id.
 */
export function queue(
  ctx: Ctx,
  letter: LetterName,
  to: { personId: number | null; email: string; language: Language },
  about: { entity: string; entityId: number; groupId?: string | null; attachments?: Attachment[] },
  data: Record<string, unknown>,
): number {
  const rule = letterRules[letter];
  const rendered = renderLetter(letter, to.language, rule.data.parse(data));
  const messageId = messageIdFor(ctx);
  const body = Buffer.from(JSON.stringify({ text: rendered.text, html: rendered.html }));
  return insertLetter(ctx.db, {
    messageId,
    letter,
    kind: rule.kind,
    state: rule.mode === 'now' ? 'queued' : 'draft',
    personId: to.personId,
    recipient: to.email,
    language: to.language,
    subject: rendered.subject,
    sealedBody: seal(ctx.config.keyring, body, `letter:${messageId}`),
    attachments: about.attachments ?? [],
    entity: about.entity,
    entityId: about.entityId,
    groupId: about.groupId ?? null,
    nextAttemptAt: ctx.clock.now(),
    createdAt: ctx.clock.now(),
  });
}

/** A new Message-ID under our own name; a letter keeps its own for good. */
export function messageIdFor(ctx: Ctx): string {
  return `<${randomUUID()}@${new URL(ctx.config.baseUrl).hostname}>`;
}
