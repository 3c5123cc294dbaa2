// A small answer that must live in the reader's browser and nowhere else: sealed, so that only we can read it.
import type { Request, Response } from 'express';
import type { Config } from '../config.js';
import { seal, unseal } from '../lib/seal.js';

const nameOf = (name: string, id: number) => `__Host-${name}-${id}`;

/** Puts `value` into the browser, or takes it out (null). It ends with the browser. */
export function sealCookie(
  request: Request,
  response: Response,
  name: string,
  id: number,
  value: string | null,
): void {
  const options = { httpOnly: true, secure: true, sameSite: 'lax', path: '/' } as const;
  if (value === null) {
    response.clearCookie(nameOf(name, id), options);
    return;
  }
  // Padded, so that the length of the cookie says nothing about the answer.
  const sealed = seal(keyring(request), Buffer.from(value.padEnd(24)), nameOf(name, id));
  response.cookie(nameOf(name, id), sealed.toString('base64url'), options);
}

/** What was put there, if it can still be read. */
export function openCookie(request: Request, name: string, id: number): string | undefined {
  const sealed = request.cookies[nameOf(name, id)];
  if (!sealed) return undefined;
  try {
    return unseal(keyring(request), Buffer.from(sealed, 'base64url'), nameOf(name, id)).toString().trim();
  } catch {
    return undefined;
  }
}

function keyring(request: Request) {
  return (request.app.locals.page as { ctx: { config: Config } }).ctx.config.keyring;
}
