// The page on which the director changes the order of the reserve list of a call.
import { Router } from 'express';
import type { Ctx } from '../context.js';
import { formPage, type Typed } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { OrderForm } from './form.js';
import { firstNumbers, orderPage } from './present.js';
import * as service from './service.js';

/** All routes of the reserve list. */
export function reserveRoutes(ctx: Ctx): Router {
  const router = Router();
  formPage(router, ctx, {
    url: '/staff/calls/:id/reserve-list',
    allow: 'reserve.order',
    view: 'reserves/staff-order',
    form: OrderForm,
    labels: 'reserves.field.',
    load: ({ ctx, response, params }) =>
      orderPage(service.opened(ctx, actorOf(response), Number(params.id)), languageOf(response)),
    values: firstNumbers,
    save: ({ ctx, request, response, params }, { seen, reason }) => {
      const callId = Number(params.id);
      const typed = (request.body ?? {}) as Typed;
      service.reorder(ctx, actorOf(response), { callId, seen, reason, typed });
      return { location: `/staff/calls/${callId}/deciding`, flash: 'reserves.flash.ordered' };
    },
  });
  return router;
}
