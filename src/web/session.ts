// The cookie that says who is asking. The token is random; only its hash is ever stored.
import type { Request, RequestHandler, Response } from 'express';
import type { Actor, Language } from '../access/actor.js';
import type { Ctx } from '../context.js';
import { hashToken } from '../lib/token.js';

const SESSION = '__Host-session';

/** What the owner of sessions (people) answers for a token's hash. */
export type ActorOf = (
  ctx: Ctx,
  tokenHash: string,
) => { actor: Actor; hasStaffMembership: boolean } | undefined;

/** Puts the actor, or null, into response.locals.actor. */
export function readSession(ctx: Ctx, actorOf: ActorOf): RequestHandler {
  return (request, response, next) => {
    const token = tokenOf(request);
    const found = token ? actorOf(ctx, hashToken(token)) : undefined;
    response.locals.actor = found?.actor ?? null;
    response.locals.hasStaffMembership = found?.hasStaffMembership ?? false;
    next();
  };
}

/** The session token of this request, if it sent one. */
export function tokenOf(request: Request): string | undefined {
  return (request.cookies as Record<string, string | undefined>)[SESSION];
}

/** Sets the cookie; without `maxAge` (milliseconds) it ends with the browser. */
export function sendSession(response: Response, token: string, maxAge?: number): void {
  response.cookie(SESSION, token, {
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    path: '/',
    ...(maxAge === undefined ? {} : { maxAge }),
  });
}

/** Ends the cookie and wipes what the browser kept of us, drafts included. */
export function clearSession(response: Response): void {
  response.clearCookie(SESSION, { httpOnly: true, secure: true, sameSite: 'lax', path: '/' });
  response.set('Clear-Site-Data', '"cache", "storage"');
}

/** Who is asking; for routes behind an allow() that needs somebody. */
export function actorOf(response: Response): Actor {
  const actor = response.locals.actor as Actor | null;
  if (!actor) throw new Error('a route without a guard asked who is signed in');
  return actor;
}

/** The language cookie's name; its value is a language code and nothing else. */
export const LANGUAGE = '__Host-language';

/** Remembers the reader's language in the browser. */
export function sendLanguage(response: Response, language: Language): void {
  response.cookie(LANGUAGE, language, {
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    path: '/',
    maxAge: 31_536_000_000,
  });
}
