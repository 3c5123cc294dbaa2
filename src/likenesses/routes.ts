// The page on which staff look whether a declared tie is one to somebody of the register.
import { Router } from 'express';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { LookedForm } from './form.js';
import { alikeRows } from './present.js';
import * as service from './service.js';

/** All routes about likenesses. */
export function likenessRoutes(ctx: Ctx): Router {
  const router = Router();
  formPage(router, ctx, {
    url: '/staff/placements/:id/alike',
    allow: 'tie.edit',
    view: 'likenesses/staff-show',
    form: LookedForm,
    load: ({ ctx, params, response }) => {
      const id = idIn(params.id);
      const shown = service.alikeTo(ctx, id);
      const rows = alikeRows(shown, languageOf(response));
      return { id, name: shown.name, declared: shown.declared, rows };
    },
    save: (asked) => {
      const id = idIn(asked.params.id);
      service.seenTo(asked.ctx, actorOf(asked.response), id);
      return { location: `/staff/placements/${id}`, flash: 'likenesses.flash.looked' };
    },
  });
  return router;
}
