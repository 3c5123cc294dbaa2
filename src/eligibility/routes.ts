// The self-check for anybody, and the correction of conditions that are already published.
import { Router } from 'express';
import { callText, statusOf } from '../calls/present.js';
import * as calls from '../calls/queries.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { type Asked, formPage } from '../web/form-page.js';
import { languageOf } from '../web/views.js';
import { factsFrom, SelfCheckForm } from './form.js';
import { decimalSeparator, presentTrace, studiesOptions } from './present.js';
import { evaluate } from './rules.js';

export function eligibilityRoutes(ctx: Ctx): Router {
  const router = Router();

  // A POST, so that grades never stand in an address; it shows its result and stores nothing.
  formPage(router, ctx, {
    url: '/calls/:slug/check',
    allow: 'public',
    view: 'eligibility/self-check',
    form: SelfCheckForm,
    load: loadSelfCheck,
    values: () => ({ averageScale: 'five_to_ten' }),
    save: () => '/',
    show: (asked, input, loaded) => ({
      trace: presentTrace(evaluate(loaded.conditions, factsFrom(input)), {
        decimalSeparator: decimalSeparator(languageOf(asked.response)),
      }),
    }),
  });

  return router;
}

function loadSelfCheck({ ctx, params, response }: Asked) {
  const call = calls.callBySlug(ctx.db, params.slug ?? '');
  const version = call && calls.currentVersion(ctx.db, call.id);
  if (!call || !version) throw new NotFound();
  const language = languageOf(response);
  const { text, lang } = callText(calls.textsOf(ctx.db, call.id), language);
  return {
    slug: call.slug,
    callTitle: text.title,
    lang,
    isOpen: statusOf(call, ctx.clock.now()) === 'open',
    conditions: version.conditions,
    options: studiesOptions(language, calls.institutionsNamed(ctx.db, version.conditions.institutions)),
    trace: null,
  };
}
