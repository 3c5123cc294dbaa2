// Words that must come back in an address and may be read by nobody there: sealed for one session, and for a day.
import type { Request, Response } from 'express';
import type { Actor } from '../access/actor.js';
import { seal, unseal } from '../lib/seal.js';
import { day } from '../lib/time.js';
import type { Page } from './views.js';

/** Sealed words are padded to a multiple of this, so that their length says little. Unit: bytes. */
const STEP = 32;

/** What stands in the address instead of `text`; `name` is the use, and the word is good for no other. */
export function sealWord(request: Request, response: Response, name: string, text: string): string {
  const { ctx } = request.app.locals.page as Page;
  const plain = Buffer.from(JSON.stringify([ctx.clock.now() + day, text]));
  const padded = Buffer.alloc(Math.ceil(plain.length / STEP) * STEP, ' ');
  plain.copy(padded);
  return seal(ctx.config.keyring, padded, contextOf(response, name)).toString('base64url');
}

/** The text of a sealed word. Undefined when it is another session's or another use's, too old, or none at all. */
export function openWord(
  request: Request,
  response: Response,
  name: string,
  word: string | null,
): string | undefined {
  if (word === null) return undefined;
  const { ctx } = request.app.locals.page as Page;
  try {
    const plain = unseal(ctx.config.keyring, Buffer.from(word, 'base64url'), contextOf(response, name));
    const [until, text] = JSON.parse(plain.toString()) as [number, string];
    return ctx.clock.now() < until ? text : undefined;
  } catch {
    return undefined;
  }
}

function contextOf(response: Response, name: string): string {
  return `word:${name}:${(response.locals.actor as Actor | undefined)?.sessionId ?? 0}`;
}
