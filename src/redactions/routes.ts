// The page on which a coordinator makes a letter fit for blind reading.
import { Router } from 'express';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { linesOf, RedactForm } from './form.js';
import { redaction } from './present.js';
import * as service from './service.js';

/** All routes about redacted letters. */
export function redactionRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/staff/applications/:id/redaction',
    allow: 'redaction.edit',
    view: 'redactions/staff-edit',
    form: RedactForm,
    load: ({ ctx, response, params }) =>
      redaction(service.opened(ctx, actorOf(response), idIn(params.id)), languageOf(response)),
    values: ({ hidden, added, transcript }) => ({ hide: hidden, more: added, transcript }),
    save: (asked, { hide, more, transcript, version }) => {
      const id = idIn(asked.params.id);
      const phrases = [...hide, ...linesOf(more)];
      service.confirm(asked.ctx, actorOf(asked.response), { id, version, phrases, transcript });
      return { location: `/staff/applications/${id}/redaction`, flash: 'redactions.flash.confirmed' };
    },
  });

  return router;
}
