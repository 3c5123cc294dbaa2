// The director's pages of deciding: the board of a call, what is prepared with every letter first, and broken ties.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { Invalid } from '../errors.js';
import { idIn, readIds } from '../lib/fields.js';
import { type Asked, formPage, type Typed } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { AdviceField, AgainForm, ChosenForm, OfferForm, RefuseForm, TieForm } from './form.js';
import { boardPage, firstValues, lettersPart, orders, preparePage, tiePage } from './present.js';
import * as service from './service.js';

const URL = '/staff/calls/:id/deciding';

/** All routes of deciding. */
export function offerRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get(URL, allow('decision.read'), (request, response) => {
    const board = service.board(ctx, actorOf(response), idIn(request.params.id));
    const order = orders.find((one) => one === request.query.order) ?? 'file';
    page(request, response, 'offers/staff-board', boardPage(board, order, languageOf(response)));
  });

  preparing(router, ctx);
  closing(router, ctx);
  correcting(router, ctx);

  formPage(router, ctx, {
    url: `${URL}/tie`,
    allow: 'decision.prepare',
    view: 'offers/staff-tie',
    form: TieForm,
    load: ({ ctx, request, response, params }) => {
      const asked = request.method === 'POST' ? (request.body ?? {}) : request.query;
      const bands = { file: bandIn(asked.file), interview: bandIn(asked.interview) };
      return tiePage(service.tie(ctx, actorOf(response), idIn(params.id), bands), languageOf(response));
    },
    save: ({ ctx, response, params }, input) => {
      const callId = idIn(params.id);
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
  const done = (asked: Asked, flash: string) => ({
    location: `/staff/calls/${idIn(asked.params.id)}/deciding`,
    flash,
  });

  formPage(router, ctx, {
    url: `${URL}/offer`,
    allow: 'decision.prepare',
    view: 'offers/staff-offer',
    form: OfferForm,
    load: load('offer'),
    values: firstValues,
    show: (asked, input) => read(asked, chosenIn(asked, 'offer'), input, () => offered(input)),
    save: (asked, input) => {
      prepare(asked, 'offer', idIn(asked.params.id), input, () => offered(input));
      return done(asked, 'offers.flash.offer');
    },
  });

  formPage(router, ctx, {
    url: `${URL}/reserve`,
    allow: 'decision.prepare',
    view: 'offers/staff-reserve',
    form: ChosenForm,
    load: load('waitlist'),
    values: firstValues,
    show: (asked, input) => read(asked, chosenIn(asked, 'waitlist'), input, rankedIn(asked)),
    save: (asked, input) => {
      prepare(asked, 'waitlist', idIn(asked.params.id), input, rankedIn(asked));
      return done(asked, 'offers.flash.reserve');
    },
  });

  formPage(router, ctx, {
    url: `${URL}/refuse`,
    allow: 'decision.prepare',
    view: 'offers/staff-refuse',
    form: RefuseForm,
    load: load('reject'),
    values: firstValues,
    show: (asked, input) => read(asked, chosenIn(asked, 'reject'), input, refusedIn(asked, input.reasons)),
    save: (asked, input) => {
      prepare(asked, 'reject', idIn(asked.params.id), input, refusedIn(asked, input.reasons));
      return done(asked, 'offers.flash.refuse');
    },
  });
}

/** Whoever is left when a call ends; their letter is drafted, and stays unless the call or somebody sends it. */
function closing(router: Router, ctx: Ctx): void {
  const said = (): service.Said => ({ kind: 'close' });
  formPage(router, ctx, {
    url: `${URL}/close`,
    allow: 'decision.prepare',
    view: 'offers/staff-close',
    form: ChosenForm,
    load: (asked) => preparePage(chosenIn(asked, 'close'), languageOf(asked.response)),
    values: firstValues,
    show: (asked, input) => read(asked, chosenIn(asked, 'close'), input, said),
    save: (asked, input) => {
      prepare(asked, 'close', idIn(asked.params.id), input, said);
      return { location: `/staff/calls/${idIn(asked.params.id)}/deciding`, flash: 'offers.flash.close' };
    },
  });
}

/** A decision that was made known was wrong: an offer after all, with a reason. */
function correcting(router: Router, ctx: Ctx): void {
  const again = ({ ctx, params, response }: Asked) => service.again(ctx, actorOf(response), idIn(params.id));
  const said = (input: Terms & { note: string }) => (): service.Said => ({
    ...offered(input),
    kind: 'offer_after_all',
    note: input.note,
  });
  formPage(router, ctx, {
    url: '/staff/applications/:id/offer-again',
    allow: 'decision.correct',
    view: 'offers/staff-again',
    form: AgainForm,
    load: (asked) => ({
      ...preparePage(again(asked), languageOf(asked.response)),
      applicationId: idIn(asked.params.id),
    }),
    values: firstValues,
    show: (asked, input) => read(asked, again(asked), input, said(input)),
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      prepare(asked, 'offer_after_all', again(asked).call.id, { ...input, application: [id] }, said(input));
      return { location: `/staff/applications/${id}`, flash: 'offers.flash.offer' };
    },
  });
}

function chosenIn(asked: Asked, kind: service.Kind) {
  const { ctx, request, response, params } = asked;
  const raw = request.method === 'POST' ? request.body?.application : request.query.application;
  const ids = readIds(raw);
  // Closing begins with everybody who is left.
  const all = kind === 'close' && request.method !== 'POST' && ids.length === 0;
  return service.chosen(ctx, actorOf(response), kind, idIn(params.id), all ? null : ids);
}

type Chosen = { application: number[]; declare: boolean; seen: string | null };
type Saying = (person: service.Candidate) => service.Said;

/** Shows the letters until those that would be prepared are those that were read. */
function read(asked: Asked, found: service.Chosen, input: Chosen & Partial<Terms>, said: Saying) {
  const { startsOn, endsOn, replyOn } = input;
  const terms = startsOn && endsOn && replyOn ? { startsOn, endsOn, replyOn } : undefined;
  service.check(asked.ctx, found, { declare: input.declare, ...(terms ? { terms } : {}) });
  const shown = service.preview(asked.ctx, found, said);
  if (input.seen === shown.seen) return null;
  return { letters: lettersPart(shown, languageOf(asked.response)), seen: shown.seen };
}

type Terms = { startsOn: string; endsOn: string; replyOn: string };

function prepare(asked: Asked, kind: service.Kind, callId: number, input: Chosen, said: Saying): void {
  const { ctx, response } = asked;
  const { application: ids, declare } = input;
  service.prepare(ctx, actorOf(response), { kind, callId, ids, declare, said });
}

const offered = ({ startsOn, endsOn, replyOn }: Terms) =>
  ({ kind: 'offer', terms: { startsOn, endsOn, replyOn } }) as const;

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
