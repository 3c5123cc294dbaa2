// A calendar to subscribe to: the page where staff begin and end theirs, and the calendar itself.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { newToken } from '../lib/token.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { FeedForm } from './form.js';
import * as service from './service.js';

/** All routes about calendars. */
export function calendarRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/account/calendar',
    allow: 'calendar.subscribe',
    view: 'calendars/feed',
    form: FeedForm,
    load: ({ ctx, response }) => {
      response.set('Cache-Control', 'no-store');
      // Nothing is kept of it until it is sent back; the address is shown here and nowhere else.
      const { token } = newToken();
      const since = service.feedSince(ctx, actorOf(response));
      return { token, since, address: service.addressOf(ctx, token) };
    },
    save: ({ ctx, response }, { deed, token }) => {
      service.changeFeed(ctx, actorOf(response), deed === 'make' ? token : null);
      return { location: '/account', flash: `calendars.flash.${deed}` };
    },
  });

  router.get('/calendars/:token', allow('public'), (request, response) => {
    const feed = service.feedOf(ctx, String(request.params.token));
    response.set('Cache-Control', 'private, no-store');
    response.type('text/calendar; charset=utf-8').send(feed);
  });

  return router;
}
