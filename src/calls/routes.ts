// The public pages of calls.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { languageOf, page } from '../web/views.js';
import { listsOf, pageOf } from './present.js';
import * as queries from './queries.js';

export function callRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get('/calls', allow('public'), (request, response) => {
    const calls = queries.publishedCalls(ctx.db);
    const texts = queries.textsOfMany(
      ctx.db,
      calls.map((call) => call.id),
    );
    page(request, response, 'calls/list', listsOf(calls, texts, ctx.clock.now(), languageOf(response)));
  });

  router.get('/calls/:slug', allow('public'), (request, response) => {
    const call = queries.callBySlug(ctx.db, String(request.params.slug));
    const version = call && queries.currentVersion(ctx.db, call.id);
    if (!call || !version) throw new NotFound();
    const texts = queries.textsOf(ctx.db, call.id);
    const institutions = queries.institutionsNamed(ctx.db, version.conditions.institutions);
    const shown = pageOf(call, texts, version.conditions, institutions, ctx.clock.now(), languageOf(response));
    page(request, response, 'calls/show', { call: shown });
  });

  return router;
}
