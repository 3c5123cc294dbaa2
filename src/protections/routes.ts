// The pages about protected people of a case. Whoever opens one that shows more than a pseudonym is recorded.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import { headOf } from '../cases/present.js';
import { visibleTo } from '../cases/queries.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { ChangeForm, ProtectForm } from './form.js';
import * as present from './present.js';
import * as service from './service.js';

/** All routes about protected people. */
export function protectionRoutes(ctx: Ctx): Router {
  const router = Router();
  const load = (asked: Pick<Asked, 'ctx' | 'params' | 'response'>) => {
    const found = visibleTo(asked.ctx.db, actorOf(asked.response), idIn(asked.params.id));
    if (!found) throw new NotFound();
    const language = languageOf(asked.response);
    return { head: headOf(found, language), ...present.choicesOf(language) };
  };

  router.get('/staff/cases/:id/protected', allow('protected.read'), (request, response) => {
    const { head } = load({ ctx, params: request.params as Record<string, string>, response });
    const rows = service.looked(ctx, actorOf(response), head.id);
    page(request, response, 'protections/list', {
      head,
      rows: present.protectedRows(rows, languageOf(response)),
    });
  });

  formPage(router, ctx, {
    url: '/staff/cases/:id/protected/new',
    allow: 'protected.edit',
    view: 'protections/new',
    form: ProtectForm,
    load,
    values: () => ({ role: 'PWIT', ground: 'court_order', measures: ['PSEU'] }),
    save: (asked, input) => {
      const caseId = idIn(asked.params.id);
      service.protect(asked.ctx, actorOf(asked.response), { caseId, ...input });
      return { location: `/staff/cases/${caseId}`, flash: 'protections.flash.added' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/cases/:id/protected/:person',
    allow: 'protected.edit',
    view: 'protections/change',
    form: ChangeForm,
    load: (asked) => {
      const loaded = load(asked);
      const row = service.opened(ctx, loaded.head.id, idIn(asked.params.person));
      if (asked.request.method === 'GET') service.looked(ctx, actorOf(asked.response), loaded.head.id);
      return { ...loaded, row };
    },
    values: ({ row }) => ({
      role: row.role,
      ground: row.ground,
      measures: row.measures,
      orderedOn: row.orderedOn,
    }),
    save: (asked, input) => {
      const [caseId, id] = [idIn(asked.params.id), idIn(asked.params.person)];
      service.change(asked.ctx, actorOf(asked.response), { caseId, id, ...input });
      return { location: `/staff/cases/${caseId}/protected`, flash: 'protections.flash.saved' };
    },
  });

  return router;
}
