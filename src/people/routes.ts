// Signing in by e-mail link, and one's own profile.
import { type Request, type Response, Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { formPage } from '../web/form-page.js';
import { actorOf, sendLanguage, sendSession } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { AskLinkForm, OpenLinkForm, ProfileForm } from './form.js';
import { languageName, languageOptions, leadsToApplying } from './present.js';
import * as queries from './queries.js';
import * as service from './service.js';

/** All routes about signing in by link and about oneself. */
export function peopleRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/sign-in',
    allow: 'public',
    view: 'people/sign-in',
    form: AskLinkForm,
    load: ({ request }) => {
      const { next } = { ...request.query, ...(request.body as Record<string, unknown> | undefined) };
      const place = String(next ?? '/').slice(0, 300);
      return { next: place, applying: leadsToApplying(place) };
    },
    values: ({ next }) => ({ next }),
    save: ({ ctx, request, response }, input) => {
      const language = languageOf(response);
      service.askForLink(ctx, {
        email: input.email,
        next: input.next ?? '/',
        language,
        network: request.ip ?? '',
      });
      return '/sign-in/sent';
    },
  });

  router.get('/sign-in/sent', allow('public'), (request, response) => {
    page(request, response, 'people/link-sent', {});
  });

  const look = (asked: { ctx: Ctx; request: Request; response: Response }) => {
    asked.response.set('Cache-Control', 'no-store');
    const token =
      asked.request.query.token ?? (asked.request.body as Record<string, unknown> | undefined)?.token;
    return service.lookAtLink(asked.ctx, String(token ?? ''));
  };

  // A link that no longer opens says so with 410; the form page below shows the ones that do.
  router.get('/sign-in/link', allow('public'), (request, response, next) => {
    const link = look({ ctx, request, response });
    if (link.openable) next();
    else page(request, response, 'people/open-link', link, 410);
  });

  formPage(router, ctx, {
    url: '/sign-in/link',
    allow: 'public',
    view: 'people/open-link',
    form: OpenLinkForm,
    load: look,
    values: ({ token }) => ({ token }),
    save: ({ ctx, actor, request, response }, input) => {
      const device = request.get('User-Agent') ?? '';
      const opened = service.openLink(ctx, actor, { token: input.token, remember: input.remember, device });
      sendSession(response, opened.token, opened.maxAge);
      return opened.next;
    },
  });

  router.get('/account', allow('account.manage'), (request, response) => {
    const actor = actorOf(response);
    const person = queries.personById(ctx.db, actor.personId);
    if (!person) throw new NotFound();
    const { name, phone, email } = person;
    const own = { name, phone, email: email ?? '', languageName: languageName(person.language) };
    page(request, response, 'people/account', own);
  });

  formPage(router, ctx, {
    url: '/account/profile',
    allow: 'account.manage',
    view: 'people/profile',
    form: ProfileForm,
    load: ({ ctx, response }) => {
      const person = queries.personById(ctx.db, actorOf(response).personId);
      if (!person) throw new NotFound();
      const { name, phone, language, version } = person;
      return {
        person: { name, phone, language },
        version,
        languageOptions: languageOptions(),
        email: person.email ?? '',
      };
    },
    values: ({ person }) => person,
    save: ({ ctx, response }, input) => {
      service.changeProfile(ctx, actorOf(response), input);
      sendLanguage(response, input.language);
      return { location: '/account', flash: 'people.profile.saved' };
    },
  });

  return router;
}
