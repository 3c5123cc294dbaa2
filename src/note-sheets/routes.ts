// A sheet of paper for courtrooms that bar every device: what is known of a hearing, and room for what is seen.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import { numbersOf } from '../cases/queries.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { visibleTo } from '../hearings/queries.js';
import { idIn } from '../lib/fields.js';
import { participantsOf } from '../participants/queries.js';
import { pseudonymsOf } from '../protections/queries.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { sheetOf } from './present.js';

/** The one route of note sheets: for whoever reads the hearing. */
export function noteSheetRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get('/my/hearings/:id/note-sheet', allow('hearing.read'), (request, response) => {
    const shown = visibleTo(ctx.db, actorOf(response), idIn(request.params.id));
    if (!shown) throw new NotFound();
    const { caseId } = shown.hearing;
    const known = {
      ...shown,
      numbers: numbersOf(ctx.db, caseId),
      named: participantsOf(ctx.db, caseId),
      pseudonyms: pseudonymsOf(ctx.db, caseId),
    };
    page(request, response, 'note-sheets/sheet', sheetOf(languageOf(response), known));
  });

  return router;
}
