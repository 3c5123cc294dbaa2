// The self-check for anybody, and the correction of conditions that are already published.
import { Router } from 'express';
import { conditionsFrom } from '../calls/form.js';
import { callText, conditionsOptions, conditionsValues, statusOf } from '../calls/present.js';
import * as calls from '../calls/queries.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { CorrectForm, factsFrom, SelfCheckForm } from './form.js';
import { changesOf, decimalSeparator, presentTrace, studiesOptions } from './present.js';
import { evaluate } from './rules.js';
import * as service from './service.js';

/** All routes of the self-check and of corrected conditions. */
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

  // First the list of whose result would change, then, seeing it, the deed.
  formPage(router, ctx, {
    url: '/staff/calls/:id/correct',
    allow: 'call.publish',
    view: 'eligibility/staff-correct',
    form: CorrectForm,
    load: loadCorrection,
    values: ({ conditions, reader }) => conditionsValues(conditions, reader),
    save: () => '/staff/calls',
    show: (asked, input, { head, reader }) => {
      const conditions = conditionsFrom(input);
      const { assessed, changed, fingerprint } = service.compareAgain(asked.ctx, {
        callId: head.id,
        conditions,
      });
      return { preview: { assessed, fingerprint, ...changesOf(changed, reader) } };
    },
  });

  formPage(router, ctx, {
    url: '/staff/calls/:id/correct/apply',
    allow: 'call.publish',
    view: 'eligibility/staff-correct',
    form: CorrectForm,
    load: loadCorrection,
    values: ({ conditions, reader }) => conditionsValues(conditions, reader),
    save: (asked, input) => {
      const callId = idIn(asked.params.id);
      const { reason, seen } = input;
      const conditions = conditionsFrom(input);
      service.correct(asked.ctx, actorOf(asked.response), { callId, conditions, reason, seen: seen ?? '' });
      return { location: `/staff/calls/${callId}`, flash: 'eligibility.flash.corrected' };
    },
  });

  return router;
}

function loadCorrection({ ctx, params, response }: Asked) {
  const call = calls.callById(ctx.db, idIn(params.id));
  const version = call && calls.currentVersion(ctx.db, call.id);
  if (!call || !version) throw new NotFound();
  const reader = languageOf(response);
  const { text, lang } = callText(calls.textsOf(ctx.db, call.id), reader);
  return {
    head: { id: call.id, title: text.title, lang, isDraft: false },
    number: version.number,
    conditions: version.conditions,
    reader,
    options: conditionsOptions(calls.allInstitutions(ctx.db), reader),
    preview: null,
  };
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
