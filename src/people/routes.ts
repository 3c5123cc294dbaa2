// Signing in by e-mail link, and out.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { formPage } from '../web/form-page.js';
import { actorOf, clearSession, sendSession } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { AskLinkForm, OpenLinkForm } from './form.js';
import * as service from './service.js';

/** All routes about signing in. */
export function peopleRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/sign-in',
    allow: 'public',
    view: 'people/sign-in',
    form: AskLinkForm,
    load: ({ request }) => ({ next: service.ownPath(String(request.query.next ?? '/')) }),
    values: ({ next }) => ({ next }),
    save: ({ ctx, request, response }, input) => {
      const language = languageOf(response);
      service.askForLink(ctx, { email: input.email, next: input.next ?? '/', language, network: request.ip ?? '' });
      return '/sign-in/sent';
    },
  });

  router.get('/sign-in/sent', allow('public'), (request, response) => {
    page(request, response, 'people/link-sent', {});
  });

  formPage(router, ctx, {
    url: '/sign-in/link',
    allow: 'public',
    view: 'people/open-link',
    form: OpenLinkForm,
    load: ({ ctx, request }) => {
      const token = String(request.query.token ?? (request.body as Record<string, unknown> | undefined)?.token ?? '');
      return { token, openable: service.isOpenable(ctx, token) };
    },
    values: ({ token }) => ({ token }),
    save: ({ ctx, request, response }, input) => {
      const device = request.get('User-Agent') ?? '';
      const opened = service.openLink(ctx, { token: input.token, remember: input.remember, device });
      sendSession(response, opened.token, opened.maxAge);
      return opened.next;
    },
  });

  router.post('/sign-out', allow('account.manage'), (_request, response) => {
    service.signOut(ctx, actorOf(response));
    clearSession(response);
    response.redirect(303, '/');
  });

  return router;
}
