// What somebody sees when something goes wrong: each expected error has a page, the rest is a bug with a number.
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { SignInFirst } from '../access/allow.js';
import type { Ctx } from '../context.js';
import {
  Conflict,
  Forbidden,
  ForeignForm,
  Invalid,
  isUnwritable,
  NoSpace,
  NotFound,
  Stale,
  TooLarge,
  TooMany,
} from '../errors.js';
import { isTextKey, say, type Values } from '../i18n/index.js';
import { IllegalMove } from '../lib/step.js';
import { languageFor } from './language.js';
import { languageOf, type Model, page, wantsFragment } from './views.js';

/** The last route: nothing is here. */
export const nothingHere: RequestHandler = () => {
  throw new NotFound();
};

/** Turns errors into pages. Logs only what is a bug, once, with its cause and no words of anybody's. */
export function errorPages(ctx: Ctx): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    // What went wrong before there were cookies and a language is told in words too, never by a bare stack.
    request.cookies ??= {};
    response.locals.language ??= languageFor(request, null);
    if (error instanceof SignInFirst) {
      const door = error.staff ? '/staff/sign-in' : '/sign-in';
      const back = request.method === 'GET' ? `?next=${encodeURIComponent(request.path)}` : '';
      if (request.method === 'GET' && !wantsFragment(request))
        return response.redirect(303, `${door}${back}`);
      return page(request, response, 'errors/signed-out', { door }, 401);
    }
    const [status, view, more] = pageFor(error);
    if (status === 500 || isUnwritable(error))
      ctx.log.error({ err: error, requestId: request.id }, 'unexpected error');
    if (status === 429) response.set('Retry-After', String((error as TooMany).seconds));
    const sentence = more.key
      ? say(languageOf(response), String(more.key), more.sentenceValues as Values)
      : '';
    // A script asked (passkeys): it puts one sentence into its page.
    if (request.is('application/json')) return void response.status(status).json({ sentence });
    page(
      request,
      response,
      `errors/${view}`,
      { requestId: String(request.id).slice(0, 8), sentence, ...more },
      status,
    );
  };
}

function pageFor(error: unknown): [number, string, Model] {
  if (error instanceof NotFound) return [404, 'not-found', {}];
  if (error instanceof Forbidden) return [403, 'forbidden', {}];
  if (error instanceof ForeignForm) return [403, 'expired-form', {}];
  if (error instanceof Conflict) return [409, 'conflict', { key: error.key }];
  if (error instanceof Stale) return [409, 'conflict', { key: 'site.saved.conflict' }];
  if (error instanceof IllegalMove) return [409, 'conflict', { key: 'form.conflict.state' }];
  if (error instanceof Invalid) {
    const { key, values } = Object.values(error.problems)[0] ?? { key: 'form.invalid' };
    // A form only a script fills in has no sentences of its own.
    return [422, 'conflict', isTextKey(key) ? { key, sentenceValues: values } : { key: 'form.invalid' }];
  }
  if (error instanceof TooMany) {
    const minutes = Math.max(1, Math.ceil(error.seconds / 60));
    return [429, 'too-many', { minutes, key: 'site.error.too_many.next', sentenceValues: { minutes } }];
  }
  if (error instanceof TooLarge) return [413, 'too-large', {}];
  if (error instanceof NoSpace) return [507, 'no-space', {}];
  const { code, status } = error as { code?: string; status?: number };
  if (isUnwritable(error)) return [507, 'no-space', {}];
  if (code?.startsWith('SQLITE_BUSY')) return [503, 'busy', {}];
  if (status === 413) return [413, 'too-large', {}];
  if (status !== undefined && status >= 400 && status < 500) return [400, 'bad-request', {}];
  return [500, 'broken', {}];
}
