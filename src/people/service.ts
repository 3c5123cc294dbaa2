// Signing in, and what people may change about themselves.
import { createHmac } from 'node:crypto';
import type { Actor, Group, Language } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { Invalid, TooMany } from '../errors.js';
import { record } from '../history/record.js';
import { day, hour, minute } from '../lib/time.js';
import { queue } from '../mail/outbox.js';
import { hashToken, newToken } from '../lib/token.js';
import * as queries from './queries.js';

const LINK_MINUTES = 30;
const IDLE = { full: 30 * minute, password: 10 * minute, link: 12 * hour };
const ABSOLUTE = { full: 12 * hour, password: 10 * minute, link: 12 * hour, remembered: 30 * day };

/** Who holds this session token's hash, if the session still stands; notes its use once a minute. */
export function actorOf(ctx: Ctx, tokenHash: string): { actor: Actor; hasStaffMembership: boolean } | undefined {
  const row = queries.sessionByToken(ctx.db, tokenHash);
  const now = ctx.clock.now();
  if (!row || row.expiresAt <= now) return undefined;
  const idle = row.assurance === 'link' && row.remembered ? ABSOLUTE.remembered : IDLE[row.assurance];
  if (row.lastSeenAt + idle <= now) return undefined;
  if (now - row.lastSeenAt > minute) queries.touchSession(ctx.db, row.sessionId, now);
  const all = (row.groups?.split(',') ?? []) as Group[];
  const groups = groupsFor(row.assurance, all);
  return {
    actor: {
      personId: row.personId,
      sessionId: row.sessionId,
      name: row.name,
      groups,
      language: row.language,
      assurance: row.assurance,
    },
    hasStaffMembership: all.some((group) => group !== 'applicant'),
  };
}

/** An e-mail link opens the applicant's own things and nothing else; a half-finished sign-in opens nothing. */
function groupsFor(assurance: Actor['assurance'], groups: readonly Group[]): Group[] {
  if (assurance === 'full') return [...groups];
  return assurance === 'link' ? groups.filter((group) => group === 'applicant') : [];
}

/**
 * Sends a one-time link to an address, known or not; the answer and the work are the same for both.
 * Five an hour per address (further ones are quietly not sent), sixty per `network` (then TooMany).
 */
export function askForLink(ctx: Ctx, input: { email: string; next: string; language: Language; network: string }): void {
  inTransaction(ctx, (inside) => {
    const now = inside.clock.now();
    const fromNetwork = queries.countAttempt(inside.db, throttleKey(ctx, 'link-network', input.network), now, hour);
    if (fromNetwork > 60) throw new TooMany(hour / 1000);
    const forAddress = queries.countAttempt(inside.db, throttleKey(ctx, 'link-address', input.email), now, hour);
    if (forAddress > 5) return;
    sendLink(inside, { purpose: 'sign_in', email: input.email, next: input.next, language: input.language });
  });
}

/** Makes a sign-in link and queues its letter. Runs in the caller's transaction. */
export function sendLink(
  ctx: Ctx,
  input: { purpose: 'sign_in'; email: string; next: string; language: Language },
): void {
  const { token, tokenHash } = newToken();
  const now = ctx.clock.now();
  const person = queries.personByEmail(ctx.db, input.email);
  queries.insertLink(ctx.db, {
    tokenHash,
    purpose: input.purpose,
    personId: person?.id ?? null,
    email: input.email,
    next: ownPath(input.next),
    language: input.language,
    createdAt: now,
    expiresAt: now + LINK_MINUTES * minute,
  });
  queue(
    ctx,
    'sign-in-link',
    { personId: person?.id ?? null, email: input.email, language: input.language },
    { entity: 'person', entityId: person?.id ?? 0 },
    { link: `${ctx.config.baseUrl}/sign-in/link?token=${token}`, minutes: LINK_MINUTES },
  );
}

/** Whether this link can still be opened; changes nothing. */
export function isOpenable(ctx: Ctx, token: string): boolean {
  return queries.openableLink(ctx.db, hashToken(token), ['sign_in', 'demo'], ctx.clock.now()) !== undefined;
}

/**
 * Uses a sign-in link up and begins a session: the person is created at the first use.
 * Throws Invalid when the link was used, is too old, or a newer one exists.
 */
export function openLink(
  ctx: Ctx,
  input: { token: string; remember: boolean; device: string },
): { token: string; next: string; maxAge: number | undefined } {
  return inTransaction(ctx, (inside) => {
    const now = inside.clock.now();
    const link = queries.openableLink(inside.db, hashToken(input.token), ['sign_in', 'demo'], now);
    if (!link || !queries.useLink(inside.db, link.id, now)) throw new Invalid({ token: 'people.link.spent' });
    const personId = link.personId ?? personFor(inside, link.email ?? '', link.language);
    const person = queries.personById(inside.db, personId);
    if (!person || person.erasedAt) throw new Invalid({ token: 'people.link.spent' });
    if (!person.emailConfirmedAt) queries.updatePerson(inside.db, personId, { emailConfirmedAt: now });
    const full = link.purpose === 'demo' && ctx.config.demo;
    const { token, tokenHash } = newToken();
    const remembered = !full && input.remember;
    const sessionId = queries.insertSession(inside.db, {
      tokenHash,
      personId,
      assurance: full ? 'full' : 'link',
      remembered,
      device: input.device,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now + (full ? ABSOLUTE.full : remembered ? ABSOLUTE.remembered : ABSOLUTE.link),
    });
    const actor: Actor = {
      personId,
      sessionId,
      name: person.name,
      groups: groupsFor(full ? 'full' : 'link', queries.groupsOf(inside.db, personId)),
      language: person.language,
      assurance: full ? 'full' : 'link',
    };
    record(inside, actor, { entity: 'person', entityId: personId, event: 'sign_in' });
    return { token, next: link.next, maxAge: remembered ? ABSOLUTE.remembered : undefined };
  });
}

/** The person with this address, made now with the applicant's membership if there was none. */
export function personFor(ctx: Ctx, email: string, language: Language, name = ''): number {
  const known = queries.personByEmail(ctx.db, email);
  const now = ctx.clock.now();
  const id = known?.id ?? queries.insertPerson(ctx.db, { email, language, name, createdAt: now });
  if (!queries.groupsOf(ctx.db, id).includes('applicant')) {
    queries.insertMembership(ctx.db, { personId: id, group: 'applicant', since: now });
  }
  return id;
}

/** Ends the session of this actor. */
export function signOut(ctx: Ctx, actor: Actor): void {
  inTransaction(ctx, (inside) => {
    queries.deleteSession(inside.db, actor.personId, actor.sessionId);
    record(inside, actor, { entity: 'person', entityId: actor.personId, event: 'sign_out' });
  });
}

/** A path of ours to go to after signing in; anything else leads home. */
export function ownPath(path: string): string {
  return /^\/(?![/\\])[\w\-/.]*$/.test(path) ? path : '/';
}

/** A key to count under that tells nothing about the address. */
export function throttleKey(ctx: Ctx, kind: string, value: string): string {
  return createHmac('sha256', ctx.config.secret).update(`throttle:${kind}:${value}`).digest('hex');
}

/** Keeps the name, phone and language somebody gave in an application. Runs in the caller's transaction. */
export function keepContact(
  ctx: Ctx,
  actor: Actor,
  input: { personId: number; name: string; phone: string; language: Language },
): void {
  const person = queries.personById(ctx.db, input.personId);
  if (!person) return;
  const { name, phone, language } = input;
  if (person.name === name && person.phone === phone && person.language === language) return;
  queries.updatePerson(ctx.db, input.personId, { name, phone, language, version: person.version + 1 });
  record(ctx, actor, { entity: 'person', entityId: input.personId, event: 'contact_changed' });
}
