// The page on which staff read when the service was away, and which deadlines moved for it.
import { Router } from 'express';
import { allCalls } from '../calls/queries.js';
import type { Ctx } from '../context.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { AcknowledgeForm } from './form.js';
import { rowsOf } from './present.js';
import * as service from './service.js';

/** All routes about outages. */
export function outageRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/staff/outages',
    allow: 'outage.read',
    view: 'outages/staff-list',
    form: AcknowledgeForm,
    load: (asked) => {
      const outages = service.latest(asked.ctx);
      const slugs = new Map(allCalls(asked.ctx.db).map(({ id, slug }) => [id, slug]));
      return { rows: rowsOf(outages, slugs, languageOf(asked.response)), upTo: outages[0]?.id ?? 0 };
    },
    save: (asked, { upTo }) => {
      service.acknowledge(asked.ctx, actorOf(asked.response), upTo);
      return { location: '/staff/tasks', flash: 'outages.flash.read' };
    },
  });

  return router;
}
