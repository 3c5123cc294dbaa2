// Signing out, and where somebody is signed in.
import { Router } from 'express';
import type { Actor } from '../access/actor.js';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { formPage } from '../web/form-page.js';
import { actorOf, clearSession } from '../web/session.js';
import { EndForm } from './form.js';
import { sessionRows } from './present.js';
import * as service from './service.js';

/** All routes about sessions. */
export function sessionRoutes(ctx: Ctx): Router {
  const router = Router();

  // Public, so that a half-finished sign-in can be given up, and a second press does no harm.
  router.post('/sign-out', allow('public'), (_request, response) => {
    const actor = (response.locals.actor ?? null) as Actor | null;
    if (actor) service.signOut(ctx, actor);
    clearSession(response);
    response.redirect(303, '/');
  });

  formPage(router, ctx, {
    url: '/account/sessions',
    allow: 'account.manage',
    view: 'sessions/list',
    form: EndForm,
    load: ({ ctx, response }) => {
      const actor = actorOf(response);
      const standing = service.standing(ctx, actor.personId);
      return { sessions: sessionRows(standing, actor.sessionId), several: standing.length > 1 };
    },
    save: ({ ctx, response }, { session }) => {
      const actor = actorOf(response);
      if (session === 'others') service.endAll(ctx, actor, actor.personId, actor.sessionId);
      else if (session === 'all') service.endAll(ctx, actor, actor.personId);
      else service.endOne(ctx, actor, Number(session));
      const gone = session === 'all' || Number(session) === actor.sessionId;
      if (gone) clearSession(response);
      return gone ? '/' : { location: '/account/sessions', flash: 'sessions.list.ended' };
    },
  });

  return router;
}
