// Times taken, moved and given back: the applicant's pages, and the staff's for those who phone.
import { Router } from 'express';
import { headOf } from '../applications/present.js';
import type { Ctx } from '../context.js';
import { sessionHead } from '../interviews/present.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { BookForm, CancelForm, CancelOwnForm, CancelTimesForm, ChooseForm } from './form.js';
import { cancelPage, choosePage, placeOf, staffPage } from './present.js';
import * as service from './service.js';

/** All routes about bookings. */
export function bookingRoutes(ctx: Ctx): Router {
  const router = Router();
  own(router, ctx);
  staff(router, ctx);
  times(router, ctx, '/staff/interviews/:id/cancel', 'bookings/staff-cancel-session', (id) => ({
    sessionId: id,
  }));
  times(router, ctx, '/staff/slots/:id/cancel', 'bookings/staff-cancel-time', (id) => ({ slotId: id }));
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

function times(
  router: Router,
  ctx: Ctx,
  url: string,
  view: string,
  what: (id: number) => Parameters<typeof service.toCancel>[2],
): void {
  const load = (asked: Asked) => {
    const id = idIn(asked.params.id);
    const found = service.toCancel(asked.ctx, actorOf(asked.response), what(id));
    const language = languageOf(asked.response);
    const { session, panel, slots, concerned } = found;
    return {
      id,
      session: sessionHead(session, panel, slots, language),
      ...cancelPage(slots, concerned, language),
    };
  };

  formPage(router, ctx, {
    url,
    allow: 'interview.plan',
    view,
    form: CancelTimesForm,
    load,
    save: (asked, input) => {
      const { reason } = input;
      const { session } = load(asked);
      service.cancelTimes(asked.ctx, actorOf(asked.response), what(idIn(asked.params.id)), {
        reason,
        alternatives: alternativesIn(input),
      });
      return { location: `/staff/interviews/${session.id}`, flash: 'bookings.flash.times_cancelled' };
    },
  });
}

/** What is offered to each booking, from fields named `alternative_<booking>`. */
function alternativesIn(input: Record<string, unknown>): Map<number, number> {
  const pairs = Object.entries(input).flatMap(([name, value]) => {
    const [, booking] = /^alternative_(\d{1,15})$/.exec(name) ?? [];
    return booking && typeof value === 'string' && /^\d{1,15}$/.test(value)
      ? ([[Number(booking), Number(value)]] as const)
      : [];
  });
  return new Map(pairs);
}
