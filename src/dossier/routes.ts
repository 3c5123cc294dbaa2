// One application with everything it rests on, as staff read it.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { readWord } from '../register/form.js';
import { undoLink } from '../reversals/present.js';
import { nextStep } from '../screening/present.js';
import { openWord } from '../web/sealed-word.js';
import { actorOf } from '../web/session.js';
import { fragment, languageOf, page, wantsFragment } from '../web/views.js';
import { dossier, type Looking, laterWords } from './present.js';
import { neighboursOf, nextStepOf, open } from './service.js';

/** All routes of the dossier. */
export function dossierRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get('/staff/applications/:id', allow('application.read'), (request, response) => {
    const actor = actorOf(response);
    const opened = open(ctx, actor, idIn(request.params.id));
    const asked = request.query;
    const view = readWord(asked.from);
    const looking: Looking = {
      document: idIn(asked.document) || null,
      page: idIn(asked.page) || 1,
      large: asked.size === 'large',
    };
    const language = languageOf(response);
    const q = openWord(request, response, 'search', view.search) ?? '';
    const around =
      asked.from === undefined
        ? { previous: null, next: null }
        : neighboursOf(ctx, opened.file, view, { actor, language, q });
    const { step, later, undo } = nextStepOf(ctx, actor, opened.file);
    const next = {
      id: opened.file.id,
      next: nextStep(step, actor, language) ?? laterWords(later, actor, language),
      undo: undoLink(undo, language),
    };
    // A fact was judged on the open page: only what can be done next is wanted.
    if (wantsFragment(request)) return fragment(request, response, 'screening/_next', next);
    page(request, response, 'dossier/show', {
      ...dossier(opened, language, view, looking),
      ...next,
      around,
    });
  });

  return router;
}
