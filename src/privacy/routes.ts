// One's own data: seeing it, downloading it, and being kept for the next call.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import { allow } from '../access/allow.js';
import { callText } from '../calls/present.js';
import * as calls from '../calls/queries.js';
import type { Ctx } from '../context.js';
import type { Language } from '../i18n/index.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { KeepForm } from './form.js';
import { type Calls, heldInWords } from './present.js';
import * as service from './service.js';

/** All routes about one's own data. */
export function privacyRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get('/my/data', allow('privacy.read'), (request, response) => {
    const actor = actorOf(response);
    const language = languageOf(response);
    const held = service.held(ctx, actor);
    page(request, response, 'privacy/data', {
      ...heldInWords(language, held, callsOf(ctx, language, held)),
      mayKeep: service.keepable(ctx, actor).length > 0,
    });
  });

  router.get('/my/data.json', allow('privacy.read'), async (_request, response) => {
    const pieces = service.download(ctx, actorOf(response));
    response.attachment('hlc-my-data.json');
    // Not compressed: most of it is documents, which are compressed already.
    response.set('Cache-Control', 'private, no-store, no-transform').type('application/json');
    await pipeline(Readable.from(pieces, { highWaterMark: 2 }), response);
  });

  formPage(router, ctx, {
    url: '/my/data/keep',
    allow: 'privacy.keep',
    view: 'privacy/keep',
    form: KeepForm,
    load: ({ ctx, response }) => {
      const references = service.keepable(ctx, actorOf(response)).map(({ reference }) => reference ?? '');
      return { references };
    },
    save: ({ ctx, response }) => {
      service.keepMe(ctx, actorOf(response));
      return { location: '/my/data', flash: 'privacy.keep.done' };
    },
  });

  return router;
}

/** Titles and institutions of the calls somebody applied to, as the reader writes them. */
function callsOf(ctx: Ctx, language: Language, held: service.Held): Calls {
  return new Map(
    held.applications.map(({ callId }) => {
      const { title } = callText(calls.textsOf(ctx.db, callId), language).text;
      return [callId, { title, institutions: calls.institutionsOf(ctx.db, callId) }];
    }),
  );
}
