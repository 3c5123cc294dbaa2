// The page on which staff declare and lift ties of monitors to a case.
import { Router } from 'express';
import { headOf } from '../cases/present.js';
import { visibleTo } from '../cases/queries.js';
import type { Ctx } from '../context.js';
import { Invalid, NotFound } from '../errors.js';
import { pageOf } from '../hearings/present.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { LiftForm, OwnTieForm, TieForm } from './form.js';
import * as present from './present.js';
import * as queries from './queries.js';
import * as service from './service.js';

/** All routes about ties. */
export function tieRoutes(ctx: Ctx): Router {
  const router = Router();
  const load = (asked: Asked) => {
    const one = visibleTo(asked.ctx.db, actorOf(asked.response), idIn(asked.params.id));
    if (!one) throw new NotFound();
    const language = languageOf(asked.response);
    const people = queries.untied(asked.ctx.db, one.id);
    return {
      head: headOf(one, language),
      rows: present.rowsOf(queries.tiesTo(asked.ctx.db, one.id), language),
      alike: service.alikeIn(asked.ctx, one.id),
      ...present.choicesOf(people, language),
    };
  };

  formPage(router, ctx, {
    url: '/staff/cases/:id/ties',
    allow: 'tie.edit',
    view: 'ties/list',
    form: TieForm,
    load,
    save: (asked, input) => {
      const caseId = idIn(asked.params.id);
      const actor = actorOf(asked.response);
      const mayBe = queries.untied(asked.ctx.db, caseId).some(({ id }) => id === input.personId);
      if (!mayBe) throw new Invalid({ personId: 'form.choice' });
      service.declare(asked.ctx, actor, { caseId, ...input });
      // Their own: from now on there is no such case for them.
      const isOwn = input.personId === actor.personId;
      return {
        location: isOwn ? '/staff/cases' : `/staff/cases/${caseId}/ties`,
        flash: 'ties.flash.declared',
      };
    },
  });

  formPage(router, ctx, {
    url: '/staff/cases/:id/ties/:tie/lift',
    allow: 'tie.edit',
    view: 'ties/lift',
    form: LiftForm,
    load: (asked) => {
      const loaded = load(asked);
      const row = loaded.rows.find((one) => one.id === idIn(asked.params.tie));
      if (!row) throw new NotFound();
      return { ...loaded, row };
    },
    save: (asked) => {
      const [caseId, id] = [idIn(asked.params.id), idIn(asked.params.tie)];
      service.lift(asked.ctx, actorOf(asked.response), { caseId, id });
      return { location: `/staff/cases/${caseId}/ties`, flash: 'ties.flash.lifted' };
    },
  });

  formPage(router, ctx, {
    url: '/my/hearings/:id/tie',
    allow: 'tie.declare',
    view: 'ties/mine',
    form: OwnTieForm,
    load: ({ ctx, params, response }) => {
      const language = languageOf(response);
      const shown = service.ownHearing(ctx, actorOf(response), idIn(params.id));
      return { ...pageOf(language, shown), kinds: present.choicesOf([], language).kinds };
    },
    save: (asked, { kind }) => {
      service.declareOwn(asked.ctx, actorOf(asked.response), { hearingId: idIn(asked.params.id), kind });
      return { location: '/my/work', flash: 'ties.flash.mine' };
    },
  });

  return router;
}
