// Being erased, in the browser: asked once more, done, and told.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { formPage } from '../web/form-page.js';
import { actorOf, clearSession } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { EraseForm } from './form.js';
import * as service from './service.js';

/** All routes about being erased. */
export function erasureRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/my/erase',
    allow: 'privacy.erase',
    view: 'erasure/erase',
    form: EraseForm,
    load: ({ ctx, response }) => ({ mayErase: service.mayErase(ctx, actorOf(response)) }),
    save: ({ ctx, response }) => {
      service.eraseMyself(ctx, actorOf(response));
      // The cookie that knew the language goes as well.
      return `/erased?language=${languageOf(response)}`;
    },
    after: ({ ctx, response }) => {
      service.emptyLog(ctx);
      clearSession(response);
      response.set('Clear-Site-Data', '"cache", "cookies", "storage"');
    },
  });

  router.get('/erased', allow('public'), (request, response) => {
    page(request, response, 'erasure/erased', {});
  });

  return router;
}
