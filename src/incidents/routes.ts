// The page of the incidents a report tells of.
import { Router } from 'express';
import type { Ctx } from '../context.js';
import { inWords } from '../filings/present.js';
import { idIn } from '../lib/fields.js';
import { headOf } from '../reports/present.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { SeenToForm } from './form.js';
import * as service from './service.js';

/** All routes about incidents. */
export function incidentRoutes(ctx: Ctx): Router {
  const router = Router();
  formPage(router, ctx, {
    url: '/staff/reports/:id/incidents',
    allow: 'incident.read',
    view: 'incidents/list',
    form: SeenToForm,
    load: ({ ctx, params, response }) => {
      const language = languageOf(response);
      const shown = service.looked(ctx, actorOf(response), idIn(params.id));
      const words = inWords(language, shown, shown.people).filter(({ section }) => section === 'incidents');
      const incidents = words.flatMap(({ groups }) => groups.flatMap(({ rows }) => rows));
      const hearingUrl = `/staff/hearings/${shown.hearing.id}`;
      return { ...headOf(language, shown), incidents, hearingUrl };
    },
    save: (asked) => {
      const id = idIn(asked.params.id);
      service.seenTo(asked.ctx, actorOf(asked.response), id);
      return { location: `/staff/reports/${id}/incidents`, flash: 'incidents.flash.seen_to' };
    },
  });
  return router;
}
