// Puts letters into the outbox, in the transaction of the change that causes them.
import { randomUUID } from 'node:crypto';
import { type Actor, SYSTEM } from '../access/actor.js';
import type { Ctx } from '../context.js';
import { type Language, textLanguage } from '../i18n/index.js';
import { seal } from '../lib/seal.js';
import * as tasks from '../tasks/service.js';
import { type LetterName, type LetterRule, letterRules } from './letters.js';
import { callOf, countReleasable, insertLetter, wordingOf } from './queries.js';
import { type RenderedLetter, renderLetter, renderWording } from './render.js';
import { fieldsOf, isTemplated, unknownIn } from './rules.js';

export type Attachment = { kind: string; id: number };

/** What a letter is about; `callId` chooses the texts that staff wrote for that call: if absent, the application's. */
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
  const callId = about.callId ?? (about.entity === 'application' ? callOf(ctx.db, about.entityId) : null);
  const { subject, templateId, ...words } = renderFor(ctx, { letter, language: to.language, callId }, given);
  const messageId = messageIdFor(ctx);
  const body = Buffer.from(JSON.stringify(words));
  const id = insertLetter(ctx.db, {
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
    callId,
    templateId,
    groupId: about.groupId ?? null,
    sealedData: rule.mode === 'draft' && !rule.secret ? sealData(ctx, messageId, given) : null,
    nextAttemptAt: ctx.clock.now(),
    createdAt: ctx.clock.now(),
  });
  if (rule.mode === 'draft' && rule.kind === 'notice') settle(ctx, SYSTEM);
  return id;
}

/** Keeps the task true that says how many drafts wait to be let go. Runs in the caller's transaction. */
export function settle(ctx: Ctx, actor: Actor): void {
  const task = { kind: 'letters-to-release', entity: 'outbox', entityId: 0 } as const;
  const count = countReleasable(ctx.db);
  if (count === 0) tasks.close(ctx, actor, task);
  else tasks.open(ctx, { ...task, for: { group: 'coordinator' }, details: { count } });
}

export type Written = RenderedLetter & { templateId: number | null };

/**
 * A letter's words from what it needs to know: in the staff's own text of its call and language where there is one
 * that can be filled in, else in the standard text. Throws when a name in the standard text has no value.
 */
export function renderFor(
  ctx: Ctx,
  { letter, language, callId }: { letter: string; language: Language; callId: number | null },
  data: Record<string, unknown>,
): Written {
  const name = letter as LetterName;
  const own =
    callId !== null && isTemplated(name)
      ? wordingOf(ctx.db, { callId, letter: name, language: textLanguage(language) })
      : undefined;
  if (own && unknownIn(`${own.subject}\n${own.body}`, fieldsOf(name)).length === 0)
    return { ...renderWording(name, language, own, data), templateId: own.id };
  return { ...renderLetter(name, language, data), templateId: null };
}

/** What a draft needs to know, sealed beside it, so that it can be written anew. */
export function sealData(ctx: Ctx, messageId: string, data: Record<string, unknown>): Buffer {
  return seal(ctx.config.keyring, Buffer.from(JSON.stringify(data)), `letter-data:${messageId}`);
}

/** A new Message-ID under our own name; a letter keeps its own for good. */
export function messageIdFor(ctx: Ctx): string {
  return `<${randomUUID()}@${new URL(ctx.config.baseUrl).hostname}>`;
}
