// Times taken, moved and given back: the applicant's pages, and the staff's for those who phone.
import { Router } from 'express';
import { headOf } from '../applications/present.js';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { BookForm, CancelForm, CancelOwnForm, ChooseForm } from './form.js';
import { choosePage, placeOf, staffPage } from './present.js';
import * as service from './service.js';

/** All routes about bookings. */
export function bookingRoutes(ctx: Ctx): Router {
  const router = Router();
  own(router, ctx);
  staff(router, ctx);
  return router;
}

function own(router: Router, ctx: Ctx): void {
  const by = 'interview.choose';
  const load = (asked: Asked) => service.load(asked.ctx, actorOf(asked.response), by, idIn(asked.params.id));

  formPage(router, ctx, {
    url: '/my/applications/:id/interview',
    allow: by,
    view: 'bookings/choose',
    form: ChooseForm,
    load: (asked) => choosePage(load(asked), languageOf(asked.response)),
    values: ({ wish }) => ({ wish: wish?.words ?? '' }),
    save: (asked, { slot, wish }) => {
      const id = idIn(asked.params.id);
      const actor = actorOf(asked.response);
      if (slot === 'none') {
        service.askForAnother(asked.ctx, actor, { id, words: wish ?? '' });
        return { location: `/my/applications/${id}`, flash: 'bookings.flash.wished' };
      }
      service.choose(asked.ctx, actor, { id, slotId: Number(slot) });
      return { location: `/my/applications/${id}`, flash: 'bookings.flash.booked' };
    },
  });

  formPage(router, ctx, {
    url: '/my/applications/:id/interview/cancel',
    allow: by,
    view: 'bookings/cancel',
    form: CancelOwnForm,
    load: (asked) => {
      const shown = load(asked);
      const language = languageOf(asked.response);
      return {
        ...headOf(shown, language, '/my/applications'),
        current: shown.current ? placeOf(shown.current, language) : null,
        mayCancel: shown.mayCancel,
      };
    },
    save: (asked) => {
      const id = idIn(asked.params.id);
      service.cancelOwn(asked.ctx, actorOf(asked.response), { id });
      return { location: `/my/applications/${id}`, flash: 'bookings.flash.cancelled' };
    },
  });
}

function staff(router: Router, ctx: Ctx): void {
  const by = 'interview.book';
  const load = (asked: Asked) =>
    staffPage(
      service.load(asked.ctx, actorOf(asked.response), by, idIn(asked.params.id)),
      languageOf(asked.response),
    );

  formPage(router, ctx, {
    url: '/staff/applications/:id/interview',
    allow: by,
    view: 'bookings/staff-book',
    form: BookForm,
    load,
    save: (asked, { slot, note }) => {
      const id = idIn(asked.params.id);
      service.bookFor(asked.ctx, actorOf(asked.response), { id, slotId: slot, note });
      return { location: `/staff/applications/${id}/interview`, flash: 'bookings.flash.booked_for' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/applications/:id/interview/cancel',
    allow: by,
    view: 'bookings/staff-cancel',
    form: CancelForm,
    load,
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      service.cancelFor(asked.ctx, actorOf(asked.response), { id, ...input });
      return { location: `/staff/applications/${id}/interview`, flash: 'bookings.flash.cancelled_for' };
    },
  });
}
