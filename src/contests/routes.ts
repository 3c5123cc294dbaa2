// The page on which an applicant says that a decision is wrong.
import { Router } from 'express';
import { headOf } from '../applications/present.js';
import type { Ctx } from '../context.js';
import { longDate } from '../i18n/format.js';
import { idIn } from '../lib/fields.js';
import { movedTexts } from '../outages/present.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { ContestForm } from './form.js';
import * as service from './service.js';

/** All routes about contesting. */
export function contestRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/my/applications/:id/contest',
    allow: 'contest.make',
    view: 'contests/contest',
    form: ContestForm,
    load: ({ ctx, params, response }) => {
      const language = languageOf(response);
      const shown = service.opened(ctx, actorOf(response), idIn(params.id));
      return {
        ...headOf(shown, language, '/my/applications'),
        open: shown.open,
        until: longDate(language, shown.until),
        moved: movedTexts(shown.extensions, language),
      };
    },
    save: ({ ctx, params, response }, { words }) => {
      const id = idIn(params.id);
      service.make(ctx, actorOf(response), { id, words });
      return { location: `/my/applications/${id}`, flash: 'contests.flash.made' };
    },
  });

  return router;
}
