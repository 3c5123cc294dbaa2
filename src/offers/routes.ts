// The director's pages of deciding: the board of a call, what is prepared with every letter first, and broken ties.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { Invalid } from '../errors.js';
import { type Asked, formPage, type Typed } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { AdviceField, OfferForm, RefuseForm, ReserveForm, readIds, TieForm } from './form.js';
import { boardPage, firstValues, lettersPart, orders, preparePage, tiePage } from './present.js';
import * as service from './service.js';

const URL = '/staff/calls/:id/deciding';

/** All routes of deciding. */
export function offerRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get(URL, allow('decision.read'), (request, response) => {
    const board = service.board(ctx, actorOf(response), Number(request.params.id));
    const order = orders.find((one) => one === request.query.order) ?? 'file';
    page(request, response, 'offers/staff-board', boardPage(board, order, languageOf(response)));
  });

  preparing(router, ctx);

  formPage(router, ctx, {
    url: `${URL}/tie`,
    allow: 'decision.prepare',
    view: 'offers/staff-tie',
    form: TieForm,
    labels: 'offers.field.',
    load: ({ ctx, request, response, params }) => {
      const asked = request.method === 'POST' ? (request.body ?? {}) : request.query;
      const bands = { file: bandIn(asked.file), interview: bandIn(asked.interview) };
      return tiePage(service.tie(ctx, actorOf(response), Number(params.id), bands), languageOf(response));
    },
    save: ({ ctx, response, params }, input) => {
      const callId = Number(params.id);
      service.recordTie(ctx, actorOf(response), { callId, ...input });
      return { location: `/staff/calls/${callId}/deciding`, flash: 'offers.flash.tie' };
    },
  });

  return router;
}

const bandIn = (raw: unknown) => (typeof raw === 'string' && /^[0-8]$/.test(raw) ? Number(raw) : -1);

function preparing(router: Router, ctx: Ctx): void {
  const load = (kind: service.Kind) => (asked: Asked) =>
    preparePage(chosenIn(asked, kind), languageOf(asked.response));
  const labels = 'offers.field.';
  const done = (asked: Asked, flash: string) => ({
    location: `/staff/calls/${Number(asked.params.id)}/deciding`,
    flash,
  });

  formPage(router, ctx, {
    url: `${URL}/offer`,
    allow: 'decision.prepare',
    view: 'offers/staff-offer',
    form: OfferForm,
    labels,
    load: load('offer'),
    values: firstValues,
    show: (asked, input) => read(asked, 'offer', input, () => offered(input)),
    save: (asked, input) => {
      prepare(asked, 'offer', input, () => offered(input));
      return done(asked, 'offers.flash.offer');
    },
  });

  formPage(router, ctx, {
    url: `${URL}/reserve`,
    allow: 'decision.prepare',
    view: 'offers/staff-reserve',
    form: ReserveForm,
    labels,
    load: load('waitlist'),
    values: firstValues,
    show: (asked, input) => read(asked, 'waitlist', input, rankedIn(asked)),
    save: (asked, input) => {
      prepare(asked, 'waitlist', input, rankedIn(asked));
      return done(asked, 'offers.flash.reserve');
    },
  });

  formPage(router, ctx, {
    url: `${URL}/refuse`,
    allow: 'decision.prepare',
    view: 'offers/staff-refuse',
    form: RefuseForm,
    labels,
    load: load('reject'),
    values: firstValues,
    show: (asked, input) => read(asked, 'reject', input, refusedIn(asked, input.reasons)),
    save: (asked, input) => {
      prepare(asked, 'reject', input, refusedIn(asked, input.reasons));
      return done(asked, 'offers.flash.refuse');
    },
  });
}

function chosenIn(asked: Asked, kind: service.Kind) {
  const { ctx, request, response, params } = asked;
  const raw = request.method === 'POST' ? request.body?.application : request.query.application;
  return service.chosen(ctx, actorOf(response), kind, Number(params.id), readIds(raw));
}

type Chosen = { application: number[]; declare: boolean; seen: string | null };
type Saying = (person: service.Candidate) => service.Said;

/** Shows the letters until those that would be prepared are those that were read. */
function read(asked: Asked, kind: service.Kind, input: Chosen & Partial<Terms>, said: Saying) {
  const found = chosenIn(asked, kind);
  const { startsOn, endsOn, replyOn } = input;
  const terms = startsOn && endsOn && replyOn ? { startsOn, endsOn, replyOn } : undefined;
  service.check(asked.ctx, found, { declare: input.declare, ...(terms ? { terms } : {}) });
  const shown = service.preview(asked.ctx, found, said);
  if (input.seen === shown.seen) return null;
  return { letters: lettersPart(shown, languageOf(asked.response)), seen: shown.seen };
}

type Terms = { startsOn: string; endsOn: string; replyOn: string };

function prepare(asked: Asked, kind: service.Kind, input: Chosen, said: Saying): void {
  const { ctx, response, params } = asked;
  const { application: ids, declare } = input;
  service.prepare(ctx, actorOf(response), { kind, callId: Number(params.id), ids, declare, said });
}

const offered = ({ startsOn, endsOn, replyOn }: Terms): service.Said => ({
  kind: 'offer',
  terms: { startsOn, endsOn, replyOn },
});

function rankedIn(asked: Asked): Saying {
  const ranks = service.ranksFor(chosenIn(asked, 'waitlist'), asked.request.body as Typed);
  return ({ id }) => ({ kind: 'waitlist', rank: ranks.get(id) ?? 0 });
}

function refusedIn(asked: Asked, reasons: readonly string[]): Saying {
  return ({ id }) => {
    const typed = AdviceField.safeParse((asked.request.body as Typed)[`advice_${id}`]);
    if (!typed.success)
      throw Invalid.from(typed.error.issues.map((issue) => ({ ...issue, path: [`advice_${id}`] })));
    return { kind: 'reject', reasons, advice: typed.data };
  };
}
