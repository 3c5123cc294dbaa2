// The page for the weekly meeting of staff: what changed in a week, over all cases.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { pageOf } from './present.js';
import { weekOf } from './rules.js';
import { weekShown } from './service.js';

/** All routes about weeks. */
export function weekRoutes(ctx: Ctx): Router {
  const router = Router();
  router.get('/staff/weeks', allow('week.read'), (request, response) => {
    const now = ctx.clock.now();
    const week = weekOf(request.query.of, now);
    const shown = weekShown(ctx, actorOf(response), week);
    page(request, response, 'weeks/show', { ...pageOf(shown, week, languageOf(response)), madeAt: now });
  });
  return router;
}
