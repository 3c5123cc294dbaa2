// The page on which a coordinator sees how many drafts were not sent, and lets them lapse after the deadline.
import { Router } from 'express';
import { NothingForm } from '../applications/form.js';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { draftsPage } from './present.js';
import * as service from './service.js';

/** All routes about drafts that were not sent. */
export function draftRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/staff/calls/:id/drafts',
    allow: 'application.lapse',
    view: 'drafts/staff-list',
    form: NothingForm,
    load: ({ params, response }) => draftsPage(service.draftsOf(ctx, idIn(params.id)), languageOf(response)),
    save: (asked) => {
      const callId = idIn(asked.params.id);
      service.lapseAll(asked.ctx, actorOf(asked.response), callId);
      return { location: `/staff/calls/${callId}/drafts`, flash: 'drafts.flash.lapsed' };
    },
  });

  return router;
}
