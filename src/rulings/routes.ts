// The pages on which a court's decision is written down and taken away.
import { Router } from 'express';
import { headOf } from '../cases/present.js';
import { visibleTo } from '../cases/queries.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { idIn } from '../lib/fields.js';
import { participantsOf } from '../participants/queries.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { RemoveForm, RulingForm } from './form.js';
import * as present from './present.js';
import { rulingsOf } from './queries.js';
import * as service from './service.js';

/** All routes about rulings. */
export function rulingRoutes(ctx: Ctx): Router {
  const router = Router();
  const load = (asked: Asked) => {
    const one = visibleTo(asked.ctx.db, actorOf(asked.response), idIn(asked.params.id));
    if (!one) throw new NotFound();
    const language = languageOf(asked.response);
    const everybody = participantsOf(asked.ctx.db, one.id);
    return {
      head: headOf(one, language),
      court: one.court,
      everybody,
      ...present.choicesOf(everybody, language),
    };
  };

  formPage(router, ctx, {
    url: '/staff/cases/:id/rulings/new',
    allow: 'case.edit',
    view: 'rulings/new',
    form: RulingForm,
    load,
    values: ({ court }) => ({ court }),
    save: (asked, input) => {
      const caseId = idIn(asked.params.id);
      service.add(asked.ctx, actorOf(asked.response), caseId, input);
      return { location: `/staff/cases/${caseId}`, flash: 'cases.flash.saved' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/cases/:id/rulings/:ruling/remove',
    allow: 'case.edit',
    view: 'rulings/remove',
    form: RemoveForm,
    load: (asked) => {
      const { head, everybody } = load(asked);
      const ruling = rulingsOf(asked.ctx.db, head.id).find((row) => row.id === idIn(asked.params.ruling));
      if (!ruling) throw new NotFound();
      const [row] = present.rowsOf([ruling], everybody, languageOf(asked.response));
      return { head, row };
    },
    save: (asked) => {
      const [caseId, id] = [idIn(asked.params.id), idIn(asked.params.ruling)];
      service.remove(asked.ctx, actorOf(asked.response), { caseId, id });
      return { location: `/staff/cases/${caseId}`, flash: 'cases.flash.saved' };
    },
  });

  return router;
}
