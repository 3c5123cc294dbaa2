// The pages on which staff withdraw a report and bring it back.
import { Router } from 'express';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { RestoreForm, RetractForm } from './form.js';
import { retractPage } from './present.js';
import * as service from './service.js';

/** All routes about withdrawn reports. */
export function retractionRoutes(ctx: Ctx): Router {
  const router = Router();
  const load = (asked: Asked, may: (state: string) => boolean) => {
    const one = service.opened(asked.ctx, actorOf(asked.response), idIn(asked.params.id));
    if (!may(one.shown.report.state)) throw new NotFound();
    return retractPage(languageOf(asked.response), one);
  };

  formPage(router, ctx, {
    url: '/staff/reviews/:id/withdraw',
    allow: 'report.withdraw',
    view: 'retractions/withdraw',
    form: RetractForm,
    load: (asked) => load(asked, (state) => state !== 'approved' && state !== 'withdrawn'),
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      service.retract(asked.ctx, actorOf(asked.response), { ...input, id });
      return { location: '/staff/reviews', flash: 'retractions.flash.withdrawn' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/reviews/:id/restore',
    allow: 'report.withdraw',
    view: 'retractions/restore',
    form: RestoreForm,
    load: (asked) => load(asked, (state) => state === 'withdrawn'),
    save: (asked) => {
      service.restore(asked.ctx, actorOf(asked.response), idIn(asked.params.id));
      return { location: '/staff/reviews', flash: 'retractions.flash.restored' };
    },
  });

  return router;
}
