// Sessions as staff see and plan them: the list by day, one session, its times.
import { Router } from 'express';
import type { Actor } from '../access/actor.js';
import { allow, can } from '../access/allow.js';
import { NothingForm } from '../applications/form.js';
import { delayed } from '../attendance/rules.js';
import { slotRows } from '../bookings/present.js';
import { bookingsIn } from '../bookings/queries.js';
import * as calls from '../calls/queries.js';
import { clashesOnPanels, keptFrom } from '../conflicts/queries.js';
import type { Ctx } from '../context.js';
import type { Language } from '../i18n/index.js';
import { idIn } from '../lib/fields.js';
import { changeRows } from '../panels/present.js';
import { changesOf } from '../panels/queries.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { SessionForm, SlotsForm } from './form.js';
import { daysOf, planOptions, sessionHead, spanText } from './present.js';
import { panelCandidates, visibleTo, wasBooked } from './queries.js';
import * as service from './service.js';

/** All routes about sessions. */
export function interviewRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get('/staff/interviews', allow('interview.read'), (request, response) => {
    const { rows, panels } = service.sessionsFor(ctx, actorOf(response));
    const language = languageOf(response);
    page(request, response, 'interviews/staff-list', {
      ...daysOf(rows, panels, ctx.clock.now(), language),
      calls: can(actorOf(response), 'interview.plan')
        ? planOptions(callsWithShortlist(ctx), [], language).calls
        : [],
    });
  });

  formPage(router, ctx, {
    url: '/staff/interviews/new',
    allow: 'interview.plan',
    view: 'interviews/staff-new',
    form: SessionForm,
    load: ({ ctx, response }) => {
      const options = planOptions(publishedCalls(ctx), panelCandidates(ctx.db), languageOf(response));
      return { ...options, only: options.calls.length === 1 ? options.calls[0]?.value : undefined };
    },
    values: ({ only }) => ({ callId: only ?? '', languages: ['sq', 'sr'] }),
    save: ({ ctx, response }, input) =>
      `/staff/interviews/${service.plan(ctx, actorOf(response), input)}/times`,
  });

  router.get('/staff/interviews/:id', allow('interview.read'), (request, response) => {
    const loaded = service.load(ctx, actorOf(response), 'interview.read', idIn(request.params.id));
    const language = languageOf(response);
    const { session, panel, slots } = loaded;
    const apart = {
      keptFrom: keptFrom(ctx.db, actorOf(response).personId),
      clashes: clashesOnPanels(ctx.db, ctx.clock.now()),
    };
    const now = ctx.clock.now();
    const booked = bookingsIn(ctx.db, session.id);
    const days = slotRows(slots, booked, apart, now, language);
    page(request, response, 'interviews/staff-show', {
      session: sessionHead(session, panel, slots, language),
      onPanel: panel.some(({ personId }) => personId === actorOf(response).personId),
      runsToday: delayed(slots, ctx.clock.now()).length > 0 && mayHold(ctx, actorOf(response), session.id),
      mayHold: mayHold(ctx, actorOf(response), session.id),
      mayCancel:
        (session.state === 'draft' || slots.some(({ startsAt }) => startsAt > now)) &&
        !booked.some((one) => one.startsAt > now && apart.keptFrom.includes(one.booking.applicationId)),
      mayUnpublish: session.state === 'published' && !wasBooked(ctx.db, session.id),
      days,
      rows: can(actorOf(response), 'interview.plan') ? askedIn(ctx, session.id, language) : [],
      // Its title says the day already.
      oneDay: days.length === 1,
    });
  });

  formPage(router, ctx, {
    url: '/staff/interviews/:id/times',
    allow: 'interview.plan',
    view: 'interviews/staff-times',
    form: SlotsForm,
    load: ({ ctx, params, response }) => {
      const loaded = service.load(ctx, actorOf(response), 'interview.plan', idIn(params.id));
      const language = languageOf(response);
      return {
        session: sessionHead(loaded.session, loaded.panel, loaded.slots, language),
        there: loaded.slots.map((slot) => ({ at: slot.startsAt, hours: spanText(slot) })),
      };
    },
    values: () => ({
      first: '09:00',
      minutes: '30',
      pause: '10',
      count: '8',
      lunchFrom: '12:00',
      lunchTo: '13:00',
    }),
    save: ({ ctx, params, response }, input) => {
      service.addSlots(ctx, actorOf(response), idIn(params.id), input);
      return { location: `/staff/interviews/${params.id}`, flash: 'interviews.flash.times' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/interviews/:id/publish',
    allow: 'interview.plan',
    view: 'interviews/staff-publish',
    form: NothingForm,
    load: ({ ctx, params, response }) => {
      const loaded = service.load(ctx, actorOf(response), 'interview.plan', idIn(params.id));
      const head = sessionHead(loaded.session, loaded.panel, loaded.slots, languageOf(response));
      return { session: head, count: loaded.slots.length };
    },
    save: ({ ctx, params, response }) => {
      service.publish(ctx, actorOf(response), idIn(params.id));
      return { location: `/staff/interviews/${params.id}`, flash: 'interviews.flash.published' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/interviews/:id/unpublish',
    allow: 'interview.plan',
    view: 'interviews/staff-unpublish',
    form: NothingForm,
    load: ({ ctx, params, response }) => {
      const loaded = service.load(ctx, actorOf(response), 'interview.plan', idIn(params.id));
      return { session: sessionHead(loaded.session, loaded.panel, loaded.slots, languageOf(response)) };
    },
    save: ({ ctx, params, response }) => {
      service.unpublish(ctx, actorOf(response), idIn(params.id));
      return { location: `/staff/interviews/${params.id}`, flash: 'interviews.flash.unpublished' };
    },
  });

  return router;
}

function mayHold(ctx: Ctx, actor: Actor, id: number): boolean {
  return visibleTo(ctx.db, actor, 'interview.hold', id) !== undefined;
}

/** Who was asked to sit there and has not answered. */
function askedIn(ctx: Ctx, id: number, language: Language) {
  const asked = changesOf(ctx.db, id).filter(({ change }) => change.state === 'asked');
  return changeRows({ asked, declined: [], last: undefined }, language);
}

/** Calls in which somebody waits to be invited. */
function callsWithShortlist(ctx: Ctx) {
  return publishedCalls(ctx).filter(({ id }) => (calls.countsOf(ctx.db, id).get('shortlisted') ?? 0) > 0);
}

function publishedCalls(ctx: Ctx) {
  return calls.publishedCalls(ctx.db).map(({ id }) => ({ id, texts: calls.textsOf(ctx.db, id) }));
}
