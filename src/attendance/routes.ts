// The day of the interviews: who came, running late, and what follows from not coming twice.
import { Router } from 'express';
import { NothingForm } from '../applications/form.js';
import type { Ctx } from '../context.js';
import { dateTime } from '../i18n/format.js';
import { say } from '../i18n/index.js';
import { sessionHead } from '../interviews/present.js';
import { idIn } from '../lib/fields.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { AgainForm, AttendanceForm, LateForm, outcomes } from './form.js';
import { mayMark, mayTakeBack } from './rules.js';
import * as service from './service.js';

/** All routes about the day itself. */
export function attendanceRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/staff/bookings/:id/attendance',
    allow: 'interview.hold',
    view: 'attendance/staff-mark',
    form: AttendanceForm,
    load: ({ ctx, params, response }) => {
      const shown = service.load(ctx, actorOf(response), idIn(params.id));
      const language = languageOf(response);
      return {
        id: shown.booking.id,
        sessionId: shown.session.id,
        name: shown.name,
        reference: shown.application.reference ?? '',
        when: dateTime(language, shown.slot.startsAt),
        isOpen: mayMark(shown.booking, shown.slot.startsAt, ctx.clock.now()),
        assumed: shown.booking.assumed,
        outcomes: outcomes.map((value) => ({ value, label: say(language, `attendance.outcome.${value}`) })),
      };
    },
    save: ({ ctx, params, response }, { outcome }) => {
      const sessionId = service.mark(ctx, actorOf(response), { bookingId: idIn(params.id), outcome });
      return { location: `/staff/interviews/${sessionId}`, flash: `attendance.flash.${outcome}` };
    },
  });

  formPage(router, ctx, {
    url: '/staff/bookings/:id/take-back',
    allow: 'interview.hold',
    view: 'attendance/staff-take-back',
    form: NothingForm,
    load: ({ ctx, params, response }) => {
      const shown = service.load(ctx, actorOf(response), idIn(params.id));
      return {
        id: shown.booking.id,
        sessionId: shown.session.id,
        name: shown.name,
        mayTakeBack: mayTakeBack(shown.booking.state, shown.slot.startsAt, ctx.clock.now()),
      };
    },
    save: ({ ctx, params, response }) => {
      const sessionId = service.takeBack(ctx, actorOf(response), idIn(params.id));
      return { location: `/staff/interviews/${sessionId}`, flash: 'attendance.flash.taken_back' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/interviews/:id/late',
    allow: 'interview.hold',
    view: 'attendance/staff-late',
    form: LateForm,
    load: ({ ctx, params, response }) => {
      const { session, panel, slots, concerned } = service.waiting(ctx, actorOf(response), idIn(params.id));
      return {
        session: sessionHead(session, panel, slots, languageOf(response)),
        times: concerned.map(({ slot }) => slot.startsAt),
      };
    },
    values: () => ({ minutes: '15' }),
    save: ({ ctx, params, response }, { minutes }) => {
      const sessionId = idIn(params.id);
      service.runLate(ctx, actorOf(response), { sessionId, minutes });
      return { location: `/staff/interviews/${sessionId}`, flash: 'attendance.flash.told' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/applications/:id/no-show',
    allow: 'interview.book',
    view: 'attendance/staff-no-show',
    form: AgainForm,
    load: ({ ctx, params, response }) => {
      const { application, missed, name } = service.toDecide(ctx, actorOf(response), idIn(params.id));
      const language = languageOf(response);
      return {
        id: application.id,
        name,
        missed,
        options: (['yes', 'no'] as const).map((value) => ({
          value,
          label: say(language, `attendance.again.${value}`),
          hint: say(language, `attendance.again_hint.${value}`),
        })),
      };
    },
    save: ({ ctx, params, response }, { again }) => {
      const id = idIn(params.id);
      service.decide(ctx, actorOf(response), { id, again: again === 'yes' });
      return { location: `/staff/applications/${id}`, flash: 'attendance.flash.decided' };
    },
  });

  return router;
}
