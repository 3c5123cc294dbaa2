// Being signed in: beginning, recognising and ending sessions.
import type { Actor, Group } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { isUnwritable, NotFound } from '../errors.js';
import { record } from '../history/record.js';
import { minute } from '../lib/time.js';
import { newToken } from '../lib/token.js';
import * as queries from './queries.js';
import { groupsFor, isOver, lifetime, REMEMBERED } from './rules.js';

/** Who holds this session token's hash, if the session still stands; notes its use once a minute. */
export function actorOf(
  ctx: Ctx,
  tokenHash: string,
): { actor: Actor; hasStaffMembership: boolean } | undefined {
  const row = queries.sessionByToken(ctx.db, tokenHash);
  const now = ctx.clock.now();
  if (!row || isOver(row, now)) return undefined;
  if (now - row.lastSeenAt > minute) noteUse(ctx, row.sessionId, now);
  const all = (row.groups?.split(',') ?? []) as Group[];
  const { personId, sessionId, name, language, assurance } = row;
  return {
    actor: { personId, sessionId, name, groups: groupsFor(assurance, all), language, assurance },
    hasStaffMembership: all.some((group) => group !== 'applicant'),
  };
}

/** A disk that takes nothing, or a database that is held for long, must not keep people from reading. */
function noteUse(ctx: Ctx, sessionId: number, now: number): void {
  try {
    queries.touchSession(ctx.db, sessionId, now);
  } catch (error) {
    if (!isUnwritable(error) && !isBusy(error)) throw error;
  }
}

const isBusy = (error: unknown) => /^SQLITE_BUSY/.test(String((error as { code?: string }).code));

export type Begun = { token: string; sessionId: number; maxAge: number | undefined };

/**
 * Begins a session under a new token, in place of the one this browser had (`replaces`, 0: none).
 * `maxAge` is for the cookie, in milliseconds; undefined: it ends with the browser. Runs in the caller's transaction.
 */
export function begin(
  ctx: Ctx,
  person: { personId: number; name: string; language: Actor['language']; groups: readonly Group[] },
  input: {
    assurance: Actor['assurance'];
    remember?: boolean;
    device: string;
    replaces: Actor | null;
    how: string;
  },
): Begun {
  const { assurance, device, replaces } = input;
  const remembered = assurance === 'link' && input.remember === true;
  const now = ctx.clock.now();
  if (replaces) queries.deleteSession(ctx.db, replaces.personId, replaces.sessionId);
  const { token, tokenHash } = newToken();
  const sessionId = queries.insertSession(ctx.db, {
    tokenHash,
    personId: person.personId,
    assurance,
    remembered,
    device: device.slice(0, 300),
    createdAt: now,
    lastSeenAt: now,
    expiresAt: now + lifetime(assurance, remembered),
  });
  const actor: Actor = { ...person, sessionId, groups: groupsFor(assurance, person.groups), assurance };
  record(ctx, actor, {
    entity: 'person',
    entityId: person.personId,
    event: 'sign_in',
    details: { how: input.how, assurance },
  });
  return { token, sessionId, maxAge: remembered ? REMEMBERED : undefined };
}

/** The sessions in which a person is signed in now, last used first. */
export function standing(ctx: Ctx, personId: number) {
  return queries.sessionsOf(ctx.db, personId).filter((session) => !isOver(session, ctx.clock.now()));
}

/** Ends the session of this actor. */
export function signOut(ctx: Ctx, actor: Actor): void {
  inTransaction(ctx, (inside) => {
    queries.deleteSession(inside.db, actor.personId, actor.sessionId);
    record(inside, actor, { entity: 'person', entityId: actor.personId, event: 'sign_out' });
  });
}

/** Ends one of the actor's own sessions. Throws NotFound for any other. */
export function endOne(ctx: Ctx, actor: Actor, sessionId: number): void {
  inTransaction(ctx, (inside) => {
    if (!queries.deleteSession(inside.db, actor.personId, sessionId)) throw new NotFound();
    record(inside, actor, { entity: 'person', entityId: actor.personId, event: 'session_ended' });
  });
}

/** Ends all sessions of a person but `exceptId` (0: none is spared). Records it when there were any. */
export function endAll(ctx: Ctx, actor: Actor, personId: number, exceptId = 0): void {
  inTransaction(ctx, (inside) => {
    const count = queries.deleteSessions(inside.db, personId, exceptId);
    if (count === 0) return;
    record(inside, actor, {
      entity: 'person',
      entityId: personId,
      event: 'sessions_ended',
      details: { count },
    });
  });
}

/** Forgets sessions that have ended; answers with how many. For the nightly job. */
export function forgetExpired(ctx: Ctx): number {
  return queries.deleteExpired(ctx.db, ctx.clock.now());
}
