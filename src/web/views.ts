// Sends pages and fragments: what stands around every page, and the headers it goes with.
import type { Request, Response } from 'express';
import type { Actor } from '../access/actor.js';
import type { Ctx } from '../context.js';
import { isTextKey, type Language, languages, say } from '../i18n/index.js';
import { localDate } from '../lib/time.js';
import { nameErrors } from './error-names.js';
import { pathOf, withoutLanguage } from './language.js';
import { navigationFor } from './navigation.js';
import { formKeyFor, formTokenFor } from './security.js';
import type { Model, Views } from './templates.js';

export type { Model };

/** What a page is made with; set once a request by app.ts. */
export type Page = { ctx: Ctx; views: Views };

/** Sends a whole page. */
export function page(request: Request, response: Response, view: string, model: Model, status = 200): void {
  send(request, response, view, Object.assign(frame(request, response), model), status);
}

/** Sends only a part, for htmx; `view` is a `_part`. */
export function fragment(
  request: Request,
  response: Response,
  view: string,
  model: Model,
  status = 200,
): void {
  const root = { language: languageOf(response), actorForAccess: response.locals.actor ?? null };
  const tokens = {
    csrf: formTokenFor(request, response),
    // A form that comes in place of another is good for a deed of its own.
    formKey: once(() => formKeyFor(request, response)),
  };
  send(request, response, view, { ...root, ...tokens, ...model }, status);
}

/** True when htmx asks for a part of the page. */
export function wantsFragment(request: Request): boolean {
  return request.get('HX-Request') === 'true' && request.get('HX-Boosted') !== 'true';
}

/** The reader's language, chosen by app.ts. */
export function languageOf(response: Response): Language {
  return response.locals.language as Language;
}

function send(request: Request, response: Response, view: string, context: Model, status: number): void {
  const { views } = pageOf(request);
  response.status(status);
  response.setHeader('Vary', 'HX-Request');
  if (response.locals.actor || request.method !== 'GET') response.setHeader('Cache-Control', 'no-store');
  const rendered = views.render(view, context);
  const made = status === 422 ? nameErrors(rendered, languageOf(response)) : rendered;
  // As bytes: a string would be gone through once for its length and again, in three times the room, to send it.
  const html = Buffer.from(made);
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Content-Length', html.length);
  response.end(html);
}

function pageOf(request: Request): Page {
  return request.app.locals.page as Page;
}

function frame(request: Request, response: Response): Model {
  const { ctx } = pageOf(request);
  const language = languageOf(response);
  const actor = (response.locals.actor ?? null) as Actor | null;
  return {
    language,
    htmlLanguage: languages.find((one) => one.code === language)?.html ?? 'en',
    languages: inLanguages(request, language),
    actor: actor && {
      name: actor.name,
      staff: actor.groups.some((group) => group !== 'applicant' && group !== 'intern'),
      applicant: actor.groups.includes('applicant'),
      intern: actor.groups.includes('intern'),
    },
    actorForAccess: actor,
    staffPage: actor !== null && request.path.startsWith('/staff/'),
    navigation: navigationFor(actor, request.path, language),
    // Made when a form on the page asks for them, and then the same for all its forms.
    csrf: once(() => formTokenFor(request, response)),
    formKey: once(() => formKeyFor(request, response)),
    flash: takeFlash(request, response, language),
    scripts: true,
    demo: ctx.config.demo,
    year: localDate(ctx.clock.now()).slice(0, 4),
    posted: false,
    values: {},
    errors: {},
    errorList: [],
    conflict: null,
  };
}

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** This page in each language; what stands in its address stays: a token, a filter. */
function inLanguages(request: Request, current: Language) {
  const rest = withoutLanguage(request);
  const before = `${pathOf(request)}?${rest ? `${rest}&` : ''}language=`;
  return languages.map((one) => ({ ...one, url: before + one.code, current: one.code === current }));
}

const FLASH = '__Host-flash';

/** Leaves one sentence for the next page: a text key, nothing personal. */
export function leaveFlash(response: Response, key: string): void {
  response.cookie(FLASH, key, { httpOnly: true, secure: true, sameSite: 'lax', path: '/', maxAge: 60_000 });
}

function takeFlash(request: Request, response: Response, language: Language) {
  const key = (request.cookies as Record<string, string>)[FLASH];
  if (!key) return null;
  response.clearCookie(FLASH, { httpOnly: true, secure: true, sameSite: 'lax', path: '/' });
  return isTextKey(key) ? { kind: 'done', text: say(language, key) } : null;
}
