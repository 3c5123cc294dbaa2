// Decisions that wait: read by staff, released by the director, every name, every letter and what is wrong first.
import { type Response, Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { isDecision } from '../decisions/rules.js';
import { bodyOf } from '../mail/words.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { ReleaseForm } from './form.js';
import { releasePage } from './present.js';
import * as service from './service.js';

/** All routes about decisions that wait. */
export function releaseRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get('/staff/decisions', allow('decision.read'), (request, response) => {
    page(request, response, 'releases/staff-list', modelOf(ctx, response, request.query.kind));
  });

  formPage(router, ctx, {
    url: '/staff/decisions/release',
    allow: 'decision.release',
    view: 'releases/staff-release',
    form: ReleaseForm,
    load: ({ ctx, request, response }) => modelOf(ctx, response, request.query.kind),
    values: ({ kinds }) => ({ decision: kinds.flatMap(({ rows }) => rows.map(({ id }) => String(id))) }),
    save: ({ ctx, response }, { decision, ...input }) => {
      service.release(ctx, actorOf(response), { ids: decision, ...input });
      return { location: '/staff/decisions', flash: 'decisions.flash.released' };
    },
  });

  return router;
}

function modelOf(ctx: Ctx, response: Response, asked: unknown) {
  const waiting = service.waiting(ctx, actorOf(response));
  const only = isDecision(asked) ? asked : null;
  return releasePage(waiting, languageOf(response), only, (letter) => bodyOf(ctx.config.keyring, letter));
}
