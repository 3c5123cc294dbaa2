// Staff decide on the conditions of an application: screen in, propose, answer a proposal, put a refusal right.
import { type Response, Router } from 'express';
import type { Action } from '../access/policy.js';
import type { Ctx } from '../context.js';
import { Invalid } from '../errors.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { AnswerForm, CorrectForm, ScreenInForm, ScreenOutForm, SeveralForm, VersionForm } from './form.js';
import { screeningPage, severalPage } from './present.js';
import * as service from './service.js';

const FILE = '/staff/applications';

/** All routes of screening. */
export function screeningRoutes(ctx: Ctx): Router {
  const router = Router();
  formPage(router, ctx, {
    url: '/staff/screening',
    allow: 'screening.propose',
    view: 'screening/staff-several',
    form: SeveralForm,
    load: ({ ctx, response }) =>
      severalPage(service.readyToScreenIn(ctx, actorOf(response)), languageOf(response)),
    values: ({ rows }) => ({ application: rows.map(({ id }) => String(id)) }),
    save: ({ ctx, response }, { application }) => {
      service.screenInAll(ctx, actorOf(response), application);
      return { location: '/staff/applications', flash: 'screening.flash.several' };
    },
  });
  proposing(router, ctx);
  answering(router, ctx);

  formPage(router, ctx, {
    url: `${FILE}/:id/correct`,
    allow: 'decision.correct',
    view: 'screening/staff-correct',
    form: CorrectForm,
    load: (asked) => {
      const shown = service.opened(ctx, actorOf(asked.response), 'decision.correct', idOf(asked));
      return {
        ...screeningPage(shown, languageOf(asked.response)),
        legal: shown.application.state === 'ineligible',
      };
    },
    save: ({ ctx, params, response }, input) => {
      const id = idIn(params.id);
      service.correct(ctx, actorOf(response), { id, ...input });
      return { location: `${FILE}/${id}`, flash: 'screening.flash.corrected' };
    },
  });

  return router;
}

function proposing(router: Router, ctx: Ctx): void {
  formPage(router, ctx, {
    url: `${FILE}/:id/screen-in`,
    allow: 'screening.propose',
    view: 'screening/staff-in',
    form: ScreenInForm,
    load: (asked) => {
      const { shown, page } = modelOf(ctx, asked.response, 'screening.propose', idOf(asked));
      return { ...page, legal: isFree(shown) && shown.application.state === 'submitted' };
    },
    save: ({ ctx, params, response }, input) => {
      const id = idIn(params.id);
      const done = service.screenIn(ctx, actorOf(response), { id, ...input });
      return {
        location: `${FILE}/${id}`,
        flash: done === 'done' ? 'screening.flash.in' : 'screening.flash.proposed',
      };
    },
  });

  formPage(router, ctx, {
    url: `${FILE}/:id/screen-out`,
    allow: 'screening.propose',
    view: 'screening/staff-out',
    form: ScreenOutForm,
    load: (asked) => {
      const { shown, page } = modelOf(ctx, asked.response, 'screening.propose', idOf(asked));
      const mayGoOut = ['submitted', 'in_review'].includes(shown.application.state);
      return { ...page, legal: isFree(shown) && mayGoOut };
    },
    values: ({ reasons }) => ({ reason: reasons.length === 1 ? reasons[0]?.value : '' }),
    save: ({ ctx, params, response }, { version, reason, note }) => {
      const id = idIn(params.id);
      const done = service.proposeOut(ctx, actorOf(response), { id, version, reasonCode: reason, note });
      return {
        location: `${FILE}/${id}`,
        flash: done === 'prepared' ? 'screening.flash.prepared' : 'screening.flash.proposed',
      };
    },
  });
}

function answering(router: Router, ctx: Ctx): void {
  const load = (action: Action) => (asked: Asked) => {
    const { shown, page } = modelOf(ctx, asked.response, action, idOf(asked));
    return { ...page, own: shown.proposal?.proposedBy === actorOf(asked.response).personId };
  };

  formPage(router, ctx, {
    url: `${FILE}/:id/proposal`,
    allow: 'screening.confirm',
    view: 'screening/staff-proposal',
    form: AnswerForm,
    load: load('screening.confirm'),
    save: ({ ctx, params, response }, { version, answer, looked, note }) => {
      const id = idIn(params.id);
      const actor = actorOf(response);
      const location = `${FILE}/${id}`;
      if (answer === 'send_back') {
        if (note === null) throw new Invalid({ note: 'screening.problem.note' });
        service.sendBack(ctx, actor, { id, version, note });
        return { location, flash: 'screening.flash.sent_back' };
      }
      if (!looked) throw new Invalid({ looked: 'screening.problem.looked' });
      service.confirm(ctx, actor, { id, version });
      return { location, flash: 'screening.flash.confirmed' };
    },
  });

  formPage(router, ctx, {
    url: `${FILE}/:id/proposal/take-back`,
    allow: 'screening.propose',
    view: 'screening/staff-proposal',
    form: VersionForm,
    load: load('screening.propose'),
    save: ({ ctx, params, response }, { version }) => {
      const id = idIn(params.id);
      service.takeBack(ctx, actorOf(response), { id, version });
      return { location: `${FILE}/${id}`, flash: 'screening.flash.taken_back' };
    },
  });
}

function modelOf(ctx: Ctx, response: Response, action: Action, id: number) {
  const shown = service.opened(ctx, actorOf(response), action, id);
  return { shown, page: screeningPage(shown, languageOf(response)) };
}

/** Nothing waits for somebody's answer or release. */
function isFree({ proposal, application, mayTakePart }: service.Opened): boolean {
  return proposal === null && application.pendingTo === null && mayTakePart;
}

const idOf = ({ params }: Asked) => idIn(params.id);
