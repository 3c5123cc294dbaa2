// Answering an offer and taking the answer back: the applicant's pages, and the one on which staff note what they heard.
import { Router } from 'express';
import { NothingForm } from '../applications/form.js';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { DeclineForm, StaffForm } from './form.js';
import { replyPage, staffPage } from './present.js';
import * as service from './service.js';

const MINE = '/my/applications/:id';

/** All routes of answers to offers. */
export function replyRoutes(ctx: Ctx): Router {
  const router = Router();
  own(router, ctx);
  staff(router, ctx);
  return router;
}

const opened = (asked: Asked, by: service.By) =>
  service.opened(asked.ctx, actorOf(asked.response), by, idIn(asked.params.id));

function own(router: Router, ctx: Ctx): void {
  const by = 'offer.answer';
  const load = (asked: Asked) =>
    replyPage(opened(asked, by), asked.ctx.clock.now(), languageOf(asked.response));
  const said = (asked: Asked, note: string | null) => ({ id: idIn(asked.params.id), note });
  const back = (asked: Asked, flash: string) => ({
    location: `/my/applications/${idIn(asked.params.id)}`,
    flash,
  });

  formPage(router, ctx, {
    url: `${MINE}/accept`,
    allow: by,
    view: 'replies/accept',
    form: NothingForm,
    load,
    save: (asked) => {
      service.accept(asked.ctx, actorOf(asked.response), by, said(asked, null));
      return back(asked, 'replies.flash.accepted');
    },
  });

  formPage(router, ctx, {
    url: `${MINE}/decline`,
    allow: by,
    view: 'replies/decline',
    form: DeclineForm,
    load,
    save: (asked, { reason }) => {
      service.decline(asked.ctx, actorOf(asked.response), by, said(asked, reason));
      return back(asked, 'replies.flash.declined');
    },
  });

  formPage(router, ctx, {
    url: `${MINE}/take-back`,
    allow: by,
    view: 'replies/take-back',
    form: NothingForm,
    load,
    save: (asked) => {
      service.takeBack(asked.ctx, actorOf(asked.response), by, said(asked, null));
      return back(asked, 'replies.flash.taken_back');
    },
  });
}

function staff(router: Router, ctx: Ctx): void {
  formPage(router, ctx, {
    url: '/staff/applications/:id/reply',
    allow: 'offer.record',
    view: 'replies/staff-reply',
    form: StaffForm,
    load: (asked) => {
      const shown = opened(asked, 'offer.record');
      return staffPage(
        shown,
        service.heard(asked.ctx, shown),
        asked.ctx.clock.now(),
        languageOf(asked.response),
      );
    },
    save: (asked, { answer, ...said }) => {
      const id = idIn(asked.params.id);
      service.note(asked.ctx, actorOf(asked.response), answer, { id, ...said });
      return { location: `/staff/applications/${id}`, flash: 'replies.flash.noted' };
    },
  });
}
