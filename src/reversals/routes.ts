// The page on which staff undo the last step of an application.
import { Router } from 'express';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { UndoForm } from './form.js';
import { undoPage } from './present.js';
import * as service from './service.js';

/** All routes about undoing. */
export function reversalRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/staff/applications/:id/undo',
    allow: 'application.undo',
    view: 'reversals/staff-undo',
    form: UndoForm,
    load: ({ ctx, params, response }) =>
      undoPage(service.planFor(ctx, actorOf(response), idIn(params.id)), languageOf(response)),
    save: ({ ctx, params, response }, { version }) => {
      const id = idIn(params.id);
      service.undo(ctx, actorOf(response), { id, version });
      return { location: `/staff/applications/${id}`, flash: 'reversals.flash.undone' };
    },
  });

  return router;
}
