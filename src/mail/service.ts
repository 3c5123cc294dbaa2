// What staff do with letters: send again, correct an address, release, hold back, drop.
import { type Actor, SYSTEM } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound, Stale } from '../errors.js';
import { forgetNotes, newGroup, record } from '../history/record.js';
import { seal, unseal } from '../lib/seal.js';
import { day, minute } from '../lib/time.js';
import { close as closeTask, open as openTask } from '../tasks/service.js';
import { type LetterRule, letterRules } from './letters.js';
import { messageIdFor, settle } from './outbox.js';
import {
  type Correspondence,
  copiesOf,
  decisionDraft,
  eraseLetters,
  hasOtherDraft,
  insertLetter,
  type Letter,
  type LetterState,
  letterById,
  lettersOf,
  lettersOfGroup,
  moveLetter,
  releasedLetters,
  strangersLetters,
} from './queries.js';
import { type Deed, deedsFor } from './states.js';

/** Released letters wait so long before they leave: the time to hold them back. */
export const QUIET = 5 * minute;
/** Whoever asked for a link and never opened it is not known to us; their address is not kept. */
const STRANGERS = 30 * day;

/** One letter. Throws NotFound when there is none for this reader. */
export function find(ctx: Ctx, actor: Actor, id: number): NonNullable<ReturnType<typeof letterById>> {
  const letter = letterById(ctx.db, actor.personId, id);
  if (!letter) throw new NotFound();
  return letter;
}

/** Tries a failed letter again, to the same address. Throws Conflict when it did not fail, or nothing is left of it. */
export function retry(ctx: Ctx, actor: Actor, id: number): void {
  inTransaction(ctx, (inside) => {
    const letter = find(inside, actor, id);
    mustBeAble(letter, 'retry');
    move(inside, actor, letter, 'queued', 'retry', { attempts: 0, nextAttemptAt: inside.clock.now() });
    closeTask(inside, actor, { kind: 'letter-failed', entity: 'letter', entityId: id });
  });
}

/**
 * Sends the same words to a corrected address, as a new letter; answers with its id. The old one stays as it is
 * when it was sent, and is dropped when it failed. Never for a letter with a sign-in link. `copies` is how many times
 * it had been sent again when the page was shown. Throws Conflict; Invalid when somebody sent it again meanwhile.
 */
export function readdress(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; email: string; copies: number },
): number {
  return inTransaction(ctx, (inside) => {
    const old = find(inside, actor, input.id);
    mustBeAble(old, 'readdress');
    if (copiesOf(inside.db, actor.personId, old).length !== input.copies)
      throw new Invalid({ email: 'mail.readdress.meanwhile' });
    const { keyring } = inside.config;
    const messageId = messageIdFor(inside);
    const body = unseal(keyring, old.sealedBody as Buffer, `letter:${old.messageId}`);
    const id = insertLetter(inside.db, {
      messageId,
      letter: old.letter,
      kind: old.kind,
      state: 'queued',
      personId: old.personId,
      recipient: input.email,
      language: old.language,
      subject: old.subject,
      sealedBody: seal(keyring, body, `letter:${messageId}`),
      attachments: old.attachments,
      entity: old.entity,
      entityId: old.entityId,
      callId: old.callId,
      templateId: old.templateId,
      groupId: old.groupId,
      releaseGroupId: old.releaseGroupId,
      version: old.version,
      editedBy: old.editedBy,
      editedAt: old.editedAt,
      replacesId: old.id,
      nextAttemptAt: inside.clock.now(),
      createdAt: inside.clock.now(),
    });
    const groupId = newGroup();
    if (old.state === 'failed')
      move(
        inside,
        actor,
        old,
        'dropped',
        'readdress',
        { sealedData: null },
        { groupId, details: { newLetter: id } },
      );
    else record(inside, actor, { ...about(old.id), event: 'readdress', groupId, details: { newLetter: id } });
    record(inside, actor, {
      ...about(id),
      event: 'readdressed',
      to: 'queued',
      groupId,
      details: { oldLetter: old.id },
    });
    closeTask(inside, actor, { kind: 'letter-failed', ...about(old.id) });
    return id;
  });
}

/**
 * Lets drafted notices leave after QUIET, all or none. Throws Conflict when one is no longer a draft, and Invalid when
 * one says something else than `version` said.
 */
export function release(ctx: Ctx, actor: Actor, seen: readonly { id: number; version: number }[]): void {
  inTransaction(ctx, (inside) => {
    const groupId = newGroup();
    for (const [id, version] of new Map(seen.map((one) => [one.id, one.version]))) {
      const letter = find(inside, actor, id);
      mustBeAble(letter, letter.kind === 'notice' ? 'release' : 'resume');
      if (letter.version !== version) throw new Invalid({ letter: 'mail.release.changed' });
      letGo(inside, actor, letter, letter.releaseGroupId ?? groupId);
    }
  });
}

/**
 * Lets drafted decisions leave after QUIET, all or none: for the feature that makes decisions alone, which gives its
 * own group, so that undoing the release brings them back. Throws Conflict when one is no longer such a draft.
 * Runs in the caller's transaction.
 */
export function releaseOf(ctx: Ctx, actor: Actor, ids: readonly number[], groupId: string): void {
  for (const id of new Set(ids)) {
    const letter = find(ctx, actor, id);
    if (letter.kind !== 'decision' || letter.state !== 'draft') throw new Conflict('mail.conflict.moved');
    letGo(ctx, actor, letter, groupId);
  }
}

/**
 * Notes that drafted decisions were made known without their letters: each stays a draft, and may be sent from its own
 * page. Throws Conflict when one is no longer such a draft. Runs in the caller's transaction.
 */
export function keepOf(ctx: Ctx, actor: Actor, ids: readonly number[], groupId: string): void {
  for (const id of new Set(ids)) {
    const letter = find(ctx, actor, id);
    if (letter.kind !== 'decision') throw new Conflict('mail.conflict.moved');
    move(ctx, actor, letter, 'draft', 'hold_back', { releaseGroupId: groupId }, { groupId });
  }
}

function letGo(ctx: Ctx, actor: Actor, letter: Letter, releaseGroupId: string): void {
  const nextAttemptAt = ctx.clock.now() + QUIET;
  move(
    ctx,
    actor,
    letter,
    'queued',
    'release',
    { nextAttemptAt, releaseGroupId },
    { groupId: releaseGroupId },
  );
}

/** Whether a reader has, or may have, one of the letters an act caused or released: then it cannot be undone. */
export function hasLeft(ctx: Ctx, groupId: string): boolean {
  return lettersOfGroup(ctx.db, groupId).some(mayHaveArrived);
}

/**
 * An act is undone: the letters it caused that have not left are dropped, those it only released are drafts again.
 * Answers with how many. Asks nothing: whether it may be undone, hasLeft says. Runs in the caller's transaction.
 */
export function dropDrafts(ctx: Ctx, actor: Actor, groupId: string): number {
  const waiting = lettersOfGroup(ctx.db, groupId).filter(
    (letter) => ['draft', 'queued', 'failed'].includes(letter.state) && !mayHaveArrived(letter),
  );
  for (const letter of waiting) {
    if (letter.groupId === groupId) {
      move(ctx, actor, letter, 'dropped', 'undo', { sealedData: null }, { groupId });
      closeTask(ctx, actor, { kind: 'letter-failed', ...about(letter.id) });
    } else if (letter.state === 'draft') {
      move(ctx, actor, letter, 'draft', 'hold_back', { releaseGroupId: null }, { groupId });
    } else {
      backToDraft(ctx, actor, letter, { releaseGroupId: null }, { groupId });
    }
  }
  return waiting.length;
}

/** Drops the drafted decision about one thing, if there is one. Runs in the caller's transaction. */
export function dropDecisionDraft(ctx: Ctx, actor: Actor, thing: { entity: string; entityId: number }): void {
  const letter = decisionDraft(ctx.db, thing);
  if (letter) move(ctx, actor, letter, 'dropped', 'undo', { sealedData: null });
}

/** Sent, on its way, or cut off on the way. */
function mayHaveArrived({ state, inDoubt }: Letter): boolean {
  return state === 'sent' || state === 'sending' || inDoubt;
}

/** Takes a released letter back to the drafts, as long as nobody tried to send it. Throws Conflict after that. */
export function holdBack(ctx: Ctx, actor: Actor, id: number): void {
  inTransaction(ctx, (inside) => {
    const letter = find(inside, actor, id);
    mustBeAble(letter, 'hold-back');
    // A decision keeps its release: it was made known, and only its letter waits.
    backToDraft(inside, actor, letter, letter.kind === 'notice' ? { releaseGroupId: null } : {});
  });
}

function backToDraft(
  ctx: Ctx,
  actor: Actor,
  letter: Letter,
  change: Partial<Letter>,
  more: { groupId?: string } = {},
): void {
  if (letter.kind === 'decision' && hasOtherDraft(ctx.db, letter)) throw new Conflict('mail.conflict.moved');
  move(ctx, actor, letter, 'draft', 'hold_back', change, more);
}

/**
 * A sent letter came back to our mailbox: it reached nobody, and the task asks for another way. It did leave, so what it
 * told counts as told. Throws Conflict when it was not sent.
 */
export function cameBack(ctx: Ctx, actor: Actor, id: number): void {
  inTransaction(ctx, (inside) => {
    const letter = find(inside, actor, id);
    mustBeAble(letter, 'came-back');
    move(inside, actor, letter, 'failed', 'come_back', { lastProblem: 'came_back', inDoubt: true });
    const details = { subject: letter.subject, problem: 'mail.problem.came_back' };
    openTask(inside, { kind: 'letter-failed', ...about(id), details });
  });
}

/** What holdBackAll would take back. */
export function released(ctx: Ctx, actor: Actor) {
  const drafted = Object.entries(letterRules).filter(([, rule]) => (rule as LetterRule).mode === 'draft');
  return releasedLetters(
    ctx.db,
    actor.personId,
    drafted.map(([name]) => name),
  );
}

/** Takes back every released letter that has not left. Throws Conflict when there is none any more. */
export function holdBackAll(ctx: Ctx, actor: Actor): void {
  inTransaction(ctx, (inside) => {
    const letters = released(inside, actor);
    if (letters.length === 0) throw new Conflict('mail.conflict.moved');
    for (const { id } of letters) holdBack(inside, actor, id);
  });
}

/**
 * A draft or a failed letter is not to be sent after all; `version` is the one that was read. Throws Conflict when it
 * is neither, Stale when somebody changed its words meanwhile.
 */
export function drop(ctx: Ctx, actor: Actor, { id, version }: { id: number; version: number }): void {
  inTransaction(ctx, (inside) => {
    const letter = find(inside, actor, id);
    mustBeAble(letter, 'drop');
    if (letter.version !== version) {
      const theirs = { label: 'mail.show.changed', text: letter.editor ?? '' };
      throw new Stale([theirs], letter.editedAt ?? letter.createdAt);
    }
    move(inside, actor, letter, 'dropped', 'drop', { sealedData: null });
    closeTask(inside, actor, { kind: 'letter-failed', ...about(id) });
  });
}

/** Throws Conflict when this is not, or no longer, one of its deeds. */
export function mustBeAble(letter: Letter, deed: Deed): void {
  if (!deedsFor(letter).includes(deed)) throw new Conflict('mail.conflict.moved');
}

function move(
  ctx: Ctx,
  actor: Actor,
  letter: Letter,
  to: LetterState,
  event: string,
  change: Partial<Letter>,
  more: { groupId?: string; details?: Record<string, number> } = {},
): void {
  if (!moveLetter(ctx.db, letter.id, [letter.state], { state: to, ...change }))
    throw new Conflict('mail.conflict.moved');
  record(ctx, actor, { ...about(letter.id), event, from: letter.state, to, ...more });
  if (letter.state === 'draft' || to === 'draft') settle(ctx, actor);
}

const about = (id: number) => ({ entity: 'letter', entityId: id });

/** Erases all letters of a correspondence but `exceptId`; what has not left never will. Runs in the caller's transaction. */
export function erase(ctx: Ctx, actor: Actor, correspondence: Correspondence, exceptId = 0): void {
  const letters = lettersOf(ctx.db, correspondence).filter((letter) => letter.id !== exceptId);
  eraseLetters(
    ctx.db,
    letters.map((letter) => letter.id),
  );
  for (const { id } of letters) closeTask(ctx, actor, { kind: 'letter-failed', ...about(id) });
  forgetNotes(
    ctx,
    'letter',
    letters.map((letter) => letter.id),
  );
  settle(ctx, actor);
}

/** Erases letters to addresses nobody came from, thirty days after they were written; answers with how many. */
export function forgetStrangers(ctx: Ctx): number {
  const ids = strangersLetters(ctx.db, ctx.clock.now() - STRANGERS);
  eraseLetters(ctx.db, ids);
  settle(ctx, SYSTEM);
  return ids.length;
}
