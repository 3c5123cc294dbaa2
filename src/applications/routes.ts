// Where an application begins, with a late key too, and the list of one's own.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import { callText } from '../calls/present.js';
import type { Ctx } from '../context.js';
import { KeyForm } from '../late-keys/form.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { mineOf } from './present.js';
import * as service from './service.js';

/** All routes about an application as a whole. */
export function applicationRoutes(ctx: Ctx): Router {
  const router = Router();

  router.post('/calls/:slug/apply', allow('application.start'), (request, response) => {
    const id = service.start(ctx, actorOf(response), { slug: String(request.params.slug) });
    response.redirect(303, `/my/applications/${id}`);
  });

  // Where sign-in leads back to: a page with the same button, since a GET begins nothing.
  router.get('/calls/:slug/apply', allow('application.start'), (request, response) => {
    const { call, texts, open } = service.callToApplyTo(ctx, String(request.params.slug));
    const { title } = callText(texts, languageOf(response)).text;
    const { slug, closesAt } = call;
    page(request, response, 'applications/start', { slug, callTitle: title, closesAt, open });
  });

  formPage(router, ctx, {
    url: '/calls/:slug/late',
    allow: 'application.start',
    view: 'applications/late',
    form: KeyForm,
    load: ({ params, response }) => {
      const { call, texts } = service.callToApplyTo(ctx, params.slug ?? '');
      return { slug: call.slug, callTitle: callText(texts, languageOf(response)).text.title };
    },
    save: ({ ctx, response, params }, { key }) => {
      const id = service.start(ctx, actorOf(response), { slug: params.slug ?? '', lateKey: key });
      return `/my/applications/${id}`;
    },
  });

  router.get('/my/applications', allow('application.follow'), (request, response) => {
    const rows = mineOf(service.mine(ctx, actorOf(response)), languageOf(response));
    const [only] = rows;
    if (rows.length === 1 && only) return response.redirect(303, only.url);
    page(request, response, 'applications/mine', { rows });
  });

  return router;
}
