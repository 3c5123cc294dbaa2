// The page on which a report is checked and filed.
import { Router } from 'express';
import { levelsOf } from '../case-documents/queries.js';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { obtainedRows } from '../report-documents/present.js';
import { documentsOf } from '../report-documents/queries.js';
import { formPage } from '../web/form-page.js';
import { copyKeyFor } from '../web/security.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { FileForm } from './form.js';
import { checkPage } from './present.js';
import * as service from './service.js';

/** All routes of filing. */
export function filingRoutes(ctx: Ctx): Router {
  const router = Router();
  formPage(router, ctx, {
    url: '/my/reports/:id/check',
    allow: 'report.write',
    view: 'filings/check',
    form: FileForm,
    load: ({ ctx, params, request, response }) => ({
      ...checkPage(languageOf(response), service.looked(ctx, actorOf(response), idIn(params.id))),
      documents: obtainedRows(languageOf(response), documentsOf(ctx.db, idIn(params.id)), {
        url: `/my/reports/${idIn(params.id)}`,
        levels: levelsOf(actorOf(response)),
        isOpen: false,
      }),
      copyKey: copyKeyFor(request, response, `report:${idIn(params.id)}`),
    }),
    save: (asked) => {
      const id = idIn(asked.params.id);
      service.file(asked.ctx, actorOf(asked.response), id);
      return { location: `/my/reports/${id}/check`, flash: 'filings.flash.filed' };
    },
  });
  return router;
}
