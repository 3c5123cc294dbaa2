// The page on which a coordinator gives files to readers: choose who reads, look at the loads, carry it out.
import { Router } from 'express';
import { callText } from '../calls/present.js';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { AssignForm, readersIn } from './form.js';
import { planned } from './present.js';
import * as service from './service.js';

/** All routes about who reads what. */
export function readingRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/staff/calls/:id/reading',
    allow: 'reading.assign',
    view: 'reading/staff-assign',
    form: AssignForm,
    load: ({ ctx, request, response, params }) => {
      const asked = request.method === 'POST' ? request.body?.reader : request.query.reader;
      const proposal = service.proposal(ctx, actorOf(response), idIn(params.id), readersIn(asked));
      return {
        id: proposal.call.id,
        callTitle: callText(proposal.texts, languageOf(response)).text.title,
        wanted: proposal.call.settings.reviewersPerFile,
        ...planned(proposal),
      };
    },
    save: (asked, { reader, plan }) => {
      const callId = idIn(asked.params.id);
      service.assign(asked.ctx, actorOf(asked.response), { callId, people: reader, plan });
      return { location: `/staff/calls/${callId}/reading`, flash: 'reading.flash.assigned' };
    },
  });

  return router;
}
