// The pages around the product: home, privacy, accessibility, contact.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import { contactOf, listsOf } from '../calls/present.js';
import { publishedCalls, textsOfMany } from '../calls/queries.js';
import type { Ctx } from '../context.js';
import { languageOf, page } from '../web/views.js';

/** All routes around the product. */
export function pagesRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get('/', allow('public'), (request, response) => {
    const calls = publishedCalls(ctx.db);
    const texts = textsOfMany(
      ctx.db,
      calls.map((call) => call.id),
    );
    page(request, response, 'pages/home', listsOf(calls, texts, ctx.clock.now(), languageOf(response)));
  });

  router.get('/privacy', allow('public'), (request, response) => {
    page(request, response, 'pages/privacy', {});
  });

  router.get('/accessibility', allow('public'), (request, response) => {
    page(request, response, 'pages/accessibility', {});
  });

  router.get('/contact', allow('public'), (request, response) => {
    const [latest] = publishedCalls(ctx.db);
    page(request, response, 'pages/contact', {
      contact: latest ? contactOf(latest, languageOf(response)) : null,
    });
  });

  return router;
}
