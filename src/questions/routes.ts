// The page of a call on which the questions of its interviews are set.
import { Router } from 'express';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { criteriaFrom, QuestionsForm } from './form.js';
import { questionsPage, valuesOf } from './present.js';
import * as service from './service.js';

/** All routes about the questions of interviews. */
export function questionRoutes(ctx: Ctx): Router {
  const router = Router();
  formPage(router, ctx, {
    url: '/staff/calls/:id/questions',
    allow: 'call.edit',
    view: 'questions/staff-questions',
    form: QuestionsForm,
    load: ({ ctx, params, response }) =>
      questionsPage(service.opened(ctx, idIn(params.id)), languageOf(response)),
    values: valuesOf,
    save: ({ ctx, params, response }, input) => {
      const callId = idIn(params.id);
      const questions = criteriaFrom('question', input, service.opened(ctx, callId).questions);
      service.set(ctx, actorOf(response), { callId, questions, version: String(input.version ?? '') });
      return { location: `/staff/calls/${callId}`, flash: 'questions.flash.saved' };
    },
  });
  return router;
}
