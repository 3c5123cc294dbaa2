// Which language a request is answered in: asked for, else chosen before, else the profile's, else the browser's.
import type { Request, RequestHandler } from 'express';
import type { Actor } from '../access/actor.js';
import { isLanguage, type Language, languages } from '../i18n/index.js';
import { LANGUAGE, sendLanguage } from './session.js';

/** Sets response.locals.language. `?language=` on a page is remembered and taken out of the address. */
export const chooseLanguage: RequestHandler = (request, response, next) => {
  const asked = request.query.language;
  if (request.method === 'GET' && isLanguage(asked)) {
    sendLanguage(response, asked);
    const rest = withoutLanguage(request);
    return response.redirect(303, `${pathOf(request)}${rest ? `?${rest}` : ''}`);
  }
  response.locals.language = languageFor(request, response.locals.actor as Actor | null);
  next();
};

/** The path of this request as an address on this site: two slashes in front would name another host. */
export function pathOf(request: Request): string {
  return request.path.replace(/^[/\\]+/, '/');
}

/** What is asked for in the address, but the language. */
export function withoutLanguage(request: Request): string {
  const [, asked = ''] = request.originalUrl.split('?');
  if (!asked.includes('language')) return asked;
  const rest = new URLSearchParams(asked);
  rest.delete('language');
  return String(rest);
}

/** The language for this reader: chosen before, else the profile's, else the browser's. */
export function languageFor(request: Request, actor: Actor | null): Language {
  const cookie = (request.cookies as Record<string, unknown> | undefined)?.[LANGUAGE];
  return isLanguage(cookie) ? cookie : (actor?.language ?? fromBrowser(request));
}

function fromBrowser(request: Request): Language {
  const wanted = request.acceptsLanguages('sq', 'sr-Cyrl', 'sr-Latn', 'sr', 'en');
  if (wanted === 'sr-Latn') return 'sr';
  return languages.find((language) => language.code === wanted)?.code ?? 'sq';
}
