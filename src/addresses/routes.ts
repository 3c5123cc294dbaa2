// The pages to change one's e-mail address.
import { type Request, type Response, Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import * as people from '../people/queries.js';
import { formPage } from '../web/form-page.js';
import { placeOf } from '../web/place.js';
import { actorOf } from '../web/session.js';
import { page } from '../web/views.js';
import { ConfirmForm, NewAddressForm } from './form.js';
import * as service from './service.js';

/** All routes about one's address. */
export function addressRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/account/email',
    allow: 'account.manage',
    view: 'addresses/change',
    form: NewAddressForm,
    load: ({ ctx, response }) => {
      const actor = actorOf(response);
      const email = people.personById(ctx.db, actor.personId)?.email ?? '';
      return { email, asksPassword: actor.assurance === 'full' };
    },
    prepare: (asked, input) =>
      service.mayAsk(asked.ctx, actorOf(asked.response), input.password, placeOf(asked)),
    save: ({ ctx, response }, { email }) => {
      service.askForAddress(ctx, actorOf(response), email);
      return { location: '/account', flash: 'addresses.change.sent' };
    },
  });

  const look = (asked: { ctx: Ctx; request: Request; response: Response }) => {
    asked.response.set('Cache-Control', 'no-store');
    const token = String(
      asked.request.query.token ?? (asked.request.body as Record<string, unknown> | undefined)?.token ?? '',
    );
    const email = service.addressOf(asked.ctx, token);
    return { token, openable: email !== undefined, email: email ?? '' };
  };

  router.get('/account/email/confirm', allow('public'), (request, response, next) => {
    const link = look({ ctx, request, response });
    if (link.openable) next();
    else page(request, response, 'addresses/confirm', link, 410);
  });

  formPage(router, ctx, {
    url: '/account/email/confirm',
    allow: 'public',
    view: 'addresses/confirm',
    form: ConfirmForm,
    load: look,
    save: ({ ctx, actor }, { token }) => {
      service.confirmAddress(ctx, actor, token);
      return { location: '/account', flash: 'addresses.confirm.done' };
    },
  });

  return router;
}
