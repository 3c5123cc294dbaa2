// The dossier of a call: a page of staff, and what can be taken along, in full or for donors.
import { type RequestHandler, Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { say } from '../i18n/index.js';
import { idIn } from '../lib/fields.js';
import { localDate } from '../lib/time.js';
import { reportPdf } from '../paper/report.js';
import { toWorkbook } from '../paper/sheet.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { type Edition, type Format, readEdition } from './form.js';
import { pageOf, reportOf, sheetsOf } from './present.js';
import { open, take } from './service.js';

const types = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** All routes of the dossier of a call. */
export function callDossierRoutes(ctx: Ctx): Router {
  const router = Router();
  const url = '/staff/calls/:id/dossier';

  router.get(url, allow('call.export'), (request, response) => {
    const opened = open(ctx, actorOf(response), idIn(request.params.id));
    const edition = readEdition(request.query.edition);
    page(request, response, 'call-dossier/show', pageOf(opened, edition, languageOf(response)));
  });

  router.get(`${url}/full.pdf`, allow('call.export'), taken(ctx, 'full', 'pdf'));
  router.get(`${url}/full.xlsx`, allow('call.export'), taken(ctx, 'full', 'xlsx'));
  router.get(`${url}/donors.pdf`, allow('call.export'), taken(ctx, 'donors', 'pdf'));
  router.get(`${url}/donors.xlsx`, allow('call.export'), taken(ctx, 'donors', 'xlsx'));

  return router;
}

/** A GET that writes one row: that somebody took a copy is recorded, and a link is what staff expect. */
function taken(ctx: Ctx, edition: Edition, format: Format): RequestHandler {
  return async (request, response) => {
    const opened = take(ctx, actorOf(response), idIn(request.params.id), edition, format);
    const language = languageOf(response);
    const bytes =
      format === 'pdf'
        ? await reportPdf(reportOf(opened, edition, language))
        : await toWorkbook(sheetsOf(opened, edition, language));
    const name = say(language, `call-dossier.file.${edition}`);
    response.attachment(`${name}-${opened.call.slug}-${localDate(opened.madeAt)}.${format}`);
    response.set('Cache-Control', 'no-store').type(types[format]).send(bytes);
  };
}
