// Computing an average from the exams of a certificate.
import { Router } from 'express';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { institutionWords } from '../register/present.js';
import { readLook } from '../verification/form.js';
import { lookOf } from '../verification/present.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { AverageForm } from './form.js';
import { averagePage } from './present.js';
import * as service from './service.js';

/** All routes about computed averages. */
export function averageRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/staff/applications/:id/average',
    allow: 'fact.verify',
    view: 'averages/staff-compute',
    form: AverageForm,
    load: (asked) => {
      const opened = service.opened(asked.ctx, actorOf(asked.response), idIn(asked.params.id));
      const language = languageOf(asked.response);
      return averagePage(opened, institutionWords(opened.institutions, language), language, looking(asked));
    },
    values: ({ first }) => first,
    save: (asked, input) => {
      const { id = '' } = asked.params;
      service.compute(asked.ctx, actorOf(asked.response), { ...input, id: Number(id) });
      const { query } = lookOf(looking(asked));
      return {
        location: `/staff/applications/${id}${query === '' ? '' : `?${query}`}#fact-averageTenThousandths`,
        flash: 'averages.flash.kept',
      };
    },
  });

  return router;
}

function looking({ request }: Asked) {
  return readLook({ ...request.query, ...(request.body as Record<string, unknown> | undefined) });
}
