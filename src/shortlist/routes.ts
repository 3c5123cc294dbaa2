// The composer for the meeting, the drawing of the lot, and the minutes, which write themselves.
import { type RequestHandler, Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { say } from '../i18n/index.js';
import { idIn } from '../lib/fields.js';
import { localDate } from '../lib/time.js';
import { reportDocx, reportPdf } from '../paper/report.js';
import { WORD_TYPE } from '../paper/word.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { ApplyForm, NothingForm, readSize } from './form.js';
import { composer, minutes } from './present.js';
import * as service from './service.js';

/** All routes of the composer. */
export function shortlistRoutes(ctx: Ctx): Router {
  const router = Router();
  const load = ({ ctx, request, response, params }: Asked) => {
    const asked = request.method === 'POST' ? request.body?.size : request.query.size;
    const meeting = service.compose(ctx, actorOf(response), idIn(params.id), readSize(asked));
    return composer(meeting, languageOf(response));
  };

  formPage(router, ctx, {
    url: '/staff/calls/:id/shortlist',
    allow: 'shortlist.compose',
    view: 'shortlist/staff-compose',
    form: ApplyForm,
    load,
    save: (asked, { size, order }) => {
      const callId = idIn(asked.params.id);
      service.apply(asked.ctx, actorOf(asked.response), { callId, size, order });
      return { location: `/staff/calls/${callId}/shortlist?size=${size}`, flash: 'shortlist.flash.applied' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/calls/:id/shortlist/draw',
    allow: 'shortlist.compose',
    view: 'shortlist/staff-draw',
    form: NothingForm,
    load,
    save: (asked) => {
      const callId = idIn(asked.params.id);
      service.draw(asked.ctx, actorOf(asked.response), callId);
      return { location: `/staff/calls/${callId}/shortlist`, flash: 'shortlist.flash.drawn' };
    },
  });

  router.get('/staff/calls/:id/shortlist/minutes.pdf', allow('shortlist.compose'), minutesAs(ctx, 'pdf'));
  router.get('/staff/calls/:id/shortlist/minutes.docx', allow('shortlist.compose'), minutesAs(ctx, 'docx'));

  return router;
}

const types = { pdf: 'application/pdf', docx: WORD_TYPE } as const;

function minutesAs(ctx: Ctx, format: keyof typeof types): RequestHandler {
  return async (request, response) => {
    const language = languageOf(response);
    const found = service.minutesOf(ctx, actorOf(response), idIn(request.params.id));
    const report = minutes(found, language);
    const bytes = await (format === 'pdf' ? reportPdf(report) : reportDocx(report));
    const day = localDate(found.shortlist.appliedAt);
    response.attachment(`${say(language, 'shortlist.minutes.file')}-${found.call.slug}-${day}.${format}`);
    response.set('Cache-Control', 'no-store').type(types[format]).send(bytes);
  };
}
