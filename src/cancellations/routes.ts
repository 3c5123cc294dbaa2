// The pages on which a coordinator takes a session, or one time of it, away.
import { Router } from 'express';
import type { Ctx } from '../context.js';
import { say } from '../i18n/index.js';
import { sessionHead } from '../interviews/present.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { CancelForm } from './form.js';
import { cancelPage } from './present.js';
import * as service from './service.js';

/** All routes about taking times away. */
export function cancellationRoutes(ctx: Ctx): Router {
  const router = Router();
  cancelling(router, ctx, '/staff/interviews/:id/cancel', 'session', (sessionId) => ({ sessionId }));
  cancelling(router, ctx, '/staff/slots/:id/cancel', 'time', (slotId) => ({ slotId }));
  return router;
}

function cancelling(
  router: Router,
  ctx: Ctx,
  url: string,
  what: 'session' | 'time',
  goneOf: (id: number) => service.Gone,
): void {
  const load = (asked: Asked) => {
    const id = idIn(asked.params.id);
    const language = languageOf(asked.response);
    const { session, panel, slots, concerned } = service.toCancel(
      asked.ctx,
      actorOf(asked.response),
      goneOf(id),
    );
    return {
      url: url.replace(':id', String(id)),
      title: say(language, `cancellations.${what}`),
      session: sessionHead(session, panel, slots, language),
      ...cancelPage(slots, concerned, language),
    };
  };

  formPage(router, ctx, {
    url,
    allow: 'interview.plan',
    view: 'cancellations/staff-cancel',
    form: CancelForm,
    load,
    save: (asked, input) => {
      const { session } = load(asked);
      service.cancel(asked.ctx, actorOf(asked.response), goneOf(idIn(asked.params.id)), {
        reason: input.reason,
        alternatives: alternativesIn(input),
      });
      return { location: `/staff/interviews/${session.id}`, flash: 'cancellations.flash.done' };
    },
  });
}

/** What is offered to each booking, from fields named `alternative_<booking>`. */
function alternativesIn(input: Record<string, unknown>): Map<number, number> {
  const pairs = Object.entries(input).flatMap(([name, value]) => {
    const booking = idIn(/^alternative_(\d+)$/.exec(name)?.[1]);
    const slot = idIn(value);
    return booking && slot ? ([[booking, slot]] as const) : [];
  });
  return new Map(pairs);
}
