// The page of terms whose words await a court interpreter.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { languageOf, page } from '../web/views.js';
import { awaiting } from './present.js';

/** All routes about terms. */
export function termRoutes(_ctx: Ctx): Router {
  const router = Router();
  router.get('/staff/terms', allow('term.read'), (request, response) => {
    page(request, response, 'terms/staff-list', { rows: awaiting(languageOf(response)) });
  });
  return router;
}
