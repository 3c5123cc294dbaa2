// The words of a letter: opened, and of a draft changed by people or written anew; what it said before is kept.
import type { Actor } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, Stale } from '../errors.js';
import { record } from '../history/record.js';
import { type Keyring, seal, unseal } from '../lib/seal.js';
import { renderFor, sealData, type Written } from './outbox.js';
import { changeWords, insertVersion, type Letter, versionsOf } from './queries.js';
import { blocksOf, htmlOf, type RenderedLetter } from './render.js';
import { find, mustBeAble } from './service.js';

type Body = Omit<RenderedLetter, 'subject'>;

/** What the body says; null once it was erased. */
export function bodyOf(keyring: Keyring, letter: Letter): Body | null {
  if (!letter.sealedBody) return null;
  return JSON.parse(unseal(keyring, letter.sealedBody, `letter:${letter.messageId}`).toString()) as Body;
}

/**
 * Changes the words of a draft; its HTML is made from them, in the same frame, and its links stay the only ones.
 * `version` is the one that was read. Throws Stale when somebody else changed it meanwhile, Conflict when it is no
 * draft any more, and Invalid when the subject says whose letter it is.
 */
export function edit(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; version: number; subject: string; text: string },
): void {
  inTransaction(ctx, (inside) => {
    const letter = find(inside, actor, input.id);
    mustBeAble(letter, 'edit');
    const before = openDraft(inside, letter);
    const text = `${input.text.trim()}\n`;
    if (letter.version !== input.version) throw stale(letter, before);
    if (namesReader(input.subject, letter)) throw new Invalid({ subject: 'mail.edit.personal' });
    if (input.subject === letter.subject && text === before.text) return;
    const links = before.links ?? blocksOf(before.text).flatMap(({ link }) => link ?? []);
    const html = htmlOf(input.subject, text, letter.language, links);
    const words = { subject: input.subject, text, html, links };
    const written = { editedBy: actor.personId, editedAt: inside.clock.now() };
    replace(inside, actor, letter, before, words, { ...written, event: 'edit' });
  });
}

/** What a draft would say if it were written anew, from the text that holds now. Throws Conflict when it cannot be. */
export function anew(ctx: Ctx, letter: Letter): Written {
  return renderFor(ctx, letter, dataOf(ctx, letter));
}

function dataOf(ctx: Ctx, letter: Letter): Record<string, unknown> {
  mustBeAble(letter, 'rerender');
  const data = unseal(ctx.config.keyring, letter.sealedData as Buffer, `letter-data:${letter.messageId}`);
  return JSON.parse(data.toString()) as Record<string, unknown>;
}

/**
 * Writes a draft anew because something it says is otherwise by now: `change` of what it needs to know. What somebody
 * typed into it stays among its earlier words. Runs in the caller's transaction. Throws Conflict when it has left.
 */
export function restate(ctx: Ctx, actor: Actor, id: number, change: Record<string, unknown>): void {
  const letter = find(ctx, actor, id);
  const data = { ...dataOf(ctx, letter), ...change };
  const { templateId, ...words } = renderFor(ctx, letter, data);
  replace(ctx, actor, letter, openDraft(ctx, letter), words, {
    editedBy: null,
    editedAt: null,
    templateId,
    sealedData: sealData(ctx, letter.messageId, data),
    event: 'rerender',
  });
}

/** Writes a draft anew; what somebody typed into it stays among its earlier words. Throws Stale as edit() does, Conflict. */
export function rerender(ctx: Ctx, actor: Actor, input: { id: number; version: number }): void {
  inTransaction(ctx, (inside) => {
    const letter = find(inside, actor, input.id);
    const { templateId, ...words } = anew(inside, letter);
    const before = openDraft(inside, letter);
    if (letter.version !== input.version) throw stale(letter, before);
    replace(inside, actor, letter, before, words, {
      editedBy: null,
      editedAt: null,
      templateId,
      event: 'rerender',
    });
  });
}

/** What a letter said before, newest first. */
export function earlierWords(ctx: Ctx, id: number) {
  return versionsOf(ctx.db, id).map(({ sealedWords, ...row }) => ({
    ...row,
    ...(JSON.parse(unseal(ctx.config.keyring, sealedWords, versionContext(id, row.version)).toString()) as {
      subject: string;
      text: string;
    }),
  }));
}

function replace(
  ctx: Ctx,
  actor: Actor,
  letter: Letter,
  before: Body,
  { subject, ...body }: RenderedLetter,
  {
    event,
    ...by
  }: {
    editedBy: number | null;
    editedAt: number | null;
    templateId?: number | null;
    sealedData?: Buffer;
    event: 'edit' | 'rerender';
  },
): void {
  const { keyring } = ctx.config;
  const old = Buffer.from(JSON.stringify({ subject: letter.subject, text: before.text }));
  insertVersion(ctx.db, {
    letterId: letter.id,
    version: letter.version,
    sealedWords: seal(keyring, old, versionContext(letter.id, letter.version)),
    writtenBy: letter.editedBy,
    writtenAt: letter.editedAt ?? letter.createdAt,
  });
  const sealedBody = seal(keyring, Buffer.from(JSON.stringify(body)), `letter:${letter.messageId}`);
  if (!changeWords(ctx.db, letter, { subject, sealedBody, ...by })) throw new Conflict('mail.conflict.moved');
  record(ctx, actor, {
    entity: 'letter',
    entityId: letter.id,
    event,
    details: { version: letter.version + 1 },
  });
}

function openDraft(ctx: Ctx, letter: Letter): Body {
  const body = bodyOf(ctx.config.keyring, letter);
  if (!body) throw new Conflict('mail.conflict.moved');
  return body;
}

function stale(letter: Letter, { text }: Body): Stale {
  const theirs = [
    { label: 'mail.edit.subject', text: letter.subject },
    { label: 'mail.edit.text', text },
  ];
  return new Stale(theirs, letter.editedAt ?? letter.createdAt);
}

/** Subjects are seen by whoever looks at a screen or keeps a log of mail: no part of the reader's name or address. */
function namesReader(subject: string, { name, recipient }: Letter & { name: string | null }): boolean {
  const parts = [...(name ?? '').split(/[\s-]+/), recipient ?? ''].filter((part) => part.length > 2);
  return parts.some((part) => subject.toLowerCase().includes(part.toLowerCase()));
}

const versionContext = (letterId: number, version: number) => `letter-version:${letterId}:${version}`;
