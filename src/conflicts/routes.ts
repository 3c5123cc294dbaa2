// The pages on which somebody says whether they know an applicant, and on which a coordinator sets it for others.
import { Router } from 'express';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { DeclareForm, SetForm } from './form.js';
import { kindOptions, rowsOf } from './present.js';
import * as service from './service.js';

/** All routes about conflicts of interest. */
export function conflictRoutes(ctx: Ctx): Router {
  const router = Router();
  const idOf = (asked: Asked) => idIn(asked.params.id);

  formPage(router, ctx, {
    url: '/staff/applications/:id/conflict',
    allow: 'conflict.declare',
    view: 'conflicts/staff-declare',
    form: DeclareForm,
    load: (asked) => ({
      ...service.opened(ctx, actorOf(asked.response), 'conflict.declare', idOf(asked)),
      kinds: kindOptions(languageOf(asked.response)),
    }),
    values: ({ standing }) => ({ kind: standing }),
    save: (asked, input) => {
      const id = idOf(asked);
      service.declare(asked.ctx, actorOf(asked.response), 'conflict.declare', { id, ...input });
      return input.kind === 'none'
        ? { location: `/staff/applications/${id}`, flash: 'conflicts.flash.none' }
        : { location: '/staff/applications', flash: 'conflicts.flash.kept_out' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/applications/:id/conflicts',
    allow: 'conflict.set',
    view: 'conflicts/staff-board',
    form: SetForm,
    load: (asked) => {
      const language = languageOf(asked.response);
      const { said, others, ...file } = service.board(ctx, actorOf(asked.response), idOf(asked));
      return {
        ...file,
        said: rowsOf(said, language),
        kinds: kindOptions(language),
        people: others.map(({ id, name, email }) => ({ value: String(id), label: name || email || '' })),
      };
    },
    save: (asked, { person, ...input }) => {
      const id = idOf(asked);
      service.set(asked.ctx, actorOf(asked.response), { id, personId: person, ...input });
      return { location: `/staff/applications/${id}/conflicts`, flash: 'conflicts.flash.set' };
    },
  });

  return router;
}
