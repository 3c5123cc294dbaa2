// The page on which the director changes the order of the reserve list of a call.
import { Router } from 'express';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage, type Typed } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { OrderForm } from './form.js';
import { firstNumbers, movedPage, orderPage } from './present.js';
import * as service from './service.js';

/** All routes of the reserve list. */
export function reserveRoutes(ctx: Ctx): Router {
  const router = Router();
  const open = ({ ctx, response, params }: Asked) => service.opened(ctx, actorOf(response), idIn(params.id));
  formPage(router, ctx, {
    url: '/staff/calls/:id/reserve-list',
    allow: 'reserve.order',
    view: 'reserves/staff-order',
    form: OrderForm,
    load: (asked) => orderPage(open(asked), languageOf(asked.response), typedIn(asked)),
    values: firstNumbers,
    show: (asked, { move }) =>
      move === null ? null : movedPage(open(asked), languageOf(asked.response), typedIn(asked), move),
    save: (asked, { seen, reason }) => {
      const callId = idIn(asked.params.id);
      const { ctx, response } = asked;
      service.reorder(ctx, actorOf(response), { callId, seen, reason: reason ?? '', typed: typedIn(asked) });
      return { location: `/staff/calls/${callId}/deciding`, flash: 'reserves.flash.ordered' };
    },
  });
  return router;
}

const typedIn = ({ request }: Asked) => (request.body ?? {}) as Typed;
