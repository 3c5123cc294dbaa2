// Cards of interviews: one's own, all of them once one may see them, locking and opening again.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { CardForm, LockForm } from './form.js';
import { cardsHead, questionsOf, recommendationOptions, tableOf, valuesOf } from './present.js';
import * as service from './service.js';

/** All routes about cards. */
export function interviewCardRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/staff/bookings/:id/card',
    allow: 'interview.score',
    view: 'interview-cards/staff-card',
    form: CardForm,
    load: ({ ctx, params, response }) => {
      const shown = service.load(ctx, actorOf(response), 'interview.score', idIn(params.id));
      const language = languageOf(response);
      return {
        head: cardsHead(shown, language),
        questions: questionsOf(shown.questions, language),
        recommendations: recommendationOptions(language),
        table: tableOf(shown, language),
        mine: shown.mine,
      };
    },
    values: ({ mine }) => valuesOf(mine),
    save: ({ ctx, params, response }, { recommendation, words, ...typed }) => {
      const bookingId = idIn(params.id);
      service.file(ctx, actorOf(response), { bookingId, typed, recommendation, words });
      return { location: `/staff/bookings/${bookingId}/card`, flash: 'interview-cards.flash.filed' };
    },
  });

  router.get('/staff/bookings/:id/cards', allow('interview.read'), (request, response) => {
    const shown = service.load(ctx, actorOf(response), 'interview.read', idIn(request.params.id));
    const language = languageOf(response);
    page(request, response, 'interview-cards/staff-cards', {
      head: cardsHead(shown, language),
      table: tableOf(shown, language),
    });
  });

  const deed = (word: 'lock' | 'reopen', view: string, act: typeof service.lock) => {
    const by = `interview.${word}` as const;
    formPage(router, ctx, {
      url: `/staff/bookings/:id/${word}`,
      allow: by,
      view,
      form: LockForm,
      load: (asked: Asked) => {
        const { response, params } = asked;
        const shown = service.load(asked.ctx, actorOf(response), by, idIn(params.id));
        return { head: cardsHead(shown, languageOf(response)) };
      },
      save: ({ ctx, params, response }, { reason }) => {
        const bookingId = idIn(params.id);
        act(ctx, actorOf(response), { bookingId, reason });
        return { location: `/staff/bookings/${bookingId}/cards`, flash: `interview-cards.flash.${word}` };
      },
    });
  };
  deed('lock', 'interview-cards/staff-lock', service.lock);
  deed('reopen', 'interview-cards/staff-reopen', service.reopen);

  return router;
}
