// One place to search; the words are posted, so that they stand in no address and no log.
import { Router } from 'express';
import { scopeOf } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { SearchForm } from './form.js';
import { foundPage } from './present.js';
import * as service from './service.js';

/** All routes of the search. */
export function searchRoutes(ctx: Ctx): Router {
  const router = Router();
  formPage(router, ctx, {
    url: '/staff/search',
    allow: 'search.use',
    view: 'search/page',
    form: SearchForm,
    load: ({ response }) => ({
      asked: false,
      isStaff: scopeOf(actorOf(response), 'search.use') === 'any',
    }),
    show: ({ ctx, response }, { q }, { isStaff }) =>
      foundPage(languageOf(response), service.find(ctx, actorOf(response), q), isStaff),
    save: () => '/staff/search',
  });
  return router;
}
