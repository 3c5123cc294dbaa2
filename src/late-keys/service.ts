// Gives somebody a way in after the deadline, for a reason that is written down; the key is in their letter alone.
import type { Actor } from '../access/actor.js';
import * as calls from '../calls/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound } from '../errors.js';
import { record } from '../history/record.js';
import { dateTime } from '../i18n/format.js';
import type { Language } from '../i18n/index.js';
import { endOfDay } from '../lib/time.js';
import { hashToken, newKey, readKey } from '../lib/token.js';
import { queue } from '../mail/outbox.js';
import { personByEmail } from '../people/queries.js';
import * as queries from './queries.js';
import { isUsable } from './rules.js';

/** A published call and the keys that were given for it, newest first. Throws NotFound. */
export function keysOf(ctx: Ctx, callId: number) {
  const call = calls.callById(ctx.db, callId);
  if (call?.state !== 'published') throw new NotFound();
  return { call, texts: calls.textsOf(ctx.db, call.id), keys: queries.lateKeysOf(ctx.db, call.id) };
}

/**
 * Makes a key for one address and writes it there; only its hash is kept, an earlier unused one ends.
 * `until` is the last local day it works. Throws Invalid when that day is over or before the deadline.
 */
export function issue(
  ctx: Ctx,
  actor: Actor,
  input: { callId: number; email: string; language: Language; reason: string; until: string },
): void {
  inTransaction(ctx, (inside) => {
    const { call } = keysOf(inside, input.callId);
    const now = inside.clock.now();
    const expiresAt = endOfDay(input.until);
    if (expiresAt <= Math.max(now, call.closesAt)) throw new Invalid({ until: 'late-keys.problem.until' });
    const { key, keyHash } = newKey();
    const id = queries.insertLateKey(inside.db, {
      callId: call.id,
      keyHash,
      email: input.email,
      reason: input.reason,
      createdAt: now,
      createdBy: actor.personId,
      expiresAt,
    });
    record(inside, actor, {
      entity: 'late_key',
      entityId: id,
      event: 'issue',
      details: { callId: call.id, expiresAt },
    });
    const person = personByEmail(inside.db, input.email);
    queue(
      inside,
      'late-key',
      { personId: person?.id ?? null, email: input.email, language: input.language },
      { entity: 'late_key', entityId: id },
      {
        key,
        link: `${inside.config.baseUrl}/calls/${call.slug}/late`,
        until: dateTime(input.language, expiresAt),
      },
    );
  });
}

/** The key somebody typed. Throws Invalid unless it is unused, in time, and was given to this address for this call. */
export function usable(ctx: Ctx, input: { typed: string; callId: number; email: string | null }) {
  const keyHash = hashToken(readKey(input.typed));
  const { callId, email } = input;
  const key = email === null ? undefined : queries.lateKeyOf(ctx.db, { keyHash, callId, email });
  if (!key || !isUsable(key, ctx.clock.now())) throw new Invalid({ key: 'applications.late.unknown' });
  return key;
}

/** Uses a key up, in the transaction of the submission. Throws Conflict when it was used meanwhile. */
export function use(ctx: Ctx, id: number): void {
  if (!queries.useLateKey(ctx.db, id, ctx.clock.now())) throw new Conflict('applications.submit.closed');
}

/** Lets a key work until a later instant, after an outage. Runs in the caller's transaction. */
export function extend(ctx: Ctx, actor: Actor, { id, expiresAt }: { id: number; expiresAt: number }): void {
  queries.extendLateKey(ctx.db, id, expiresAt);
  record(ctx, actor, { entity: 'late_key', entityId: id, event: 'extend', details: { expiresAt } });
}

/** Erases address and reason of the keys given to `email`, and of these. Runs in the caller's transaction. */
export function erase(ctx: Ctx, input: { email: string | null; ids: readonly number[] }): void {
  queries.eraseLateKeys(ctx.db, input.email, input.ids);
}
