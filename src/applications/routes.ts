// Where an application begins and ends: starting, with a late key too, one's own list, withdrawing and taking it back.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import { callText } from '../calls/present.js';
import type { Ctx } from '../context.js';
import { KeyForm } from '../late-keys/form.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { NothingForm, WithdrawForm } from './form.js';
import { headOf, mineOf } from './present.js';
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

  const load = (asked: Asked) => {
    const shown = service.opened(
      ctx,
      actorOf(asked.response),
      'application.withdraw',
      Number(asked.params.id),
    );
    const inTime = ctx.clock.now() <= shown.call.closesAt;
    return { ...headOf(shown, languageOf(asked.response), '/my/applications'), inTime };
  };

  formPage(router, ctx, {
    url: '/my/applications/:id/withdraw',
    allow: 'application.withdraw',
    view: 'applications/withdraw',
    form: WithdrawForm,
    load,
    save: (asked, { reason }) => {
      const id = Number(asked.params.id);
      service.withdraw(asked.ctx, actorOf(asked.response), { id, reason });
      return { location: `/my/applications/${id}`, flash: 'applications.flash.withdrawn' };
    },
  });

  formPage(router, ctx, {
    url: '/my/applications/:id/reinstate',
    allow: 'application.withdraw',
    view: 'applications/reinstate',
    form: NothingForm,
    load,
    save: (asked) => {
      const id = Number(asked.params.id);
      service.reinstate(asked.ctx, actorOf(asked.response), { id });
      return { location: `/my/applications/${id}`, flash: 'applications.flash.reinstated' };
    },
  });

  return router;
}
