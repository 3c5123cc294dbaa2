// The page on which a coordinator invites the shortlisted to choose a time.
import { Router } from 'express';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { addDays, localDate } from '../lib/time.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { InviteForm } from './form.js';
import { invitePage } from './present.js';
import * as service from './service.js';

/** An answer is asked for within a week, unless the coordinator says otherwise. */
const DAYS = 7;

/** All routes about invitations. */
export function invitationRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/staff/calls/:id/invite',
    allow: 'interview.book',
    view: 'invitations/staff-invite',
    form: InviteForm,
    load: ({ ctx, params, response }) =>
      invitePage(service.shortlistOf(ctx, actorOf(response), idIn(params.id)), languageOf(response)),
    values: ({ options, until }) => ({
      applications: options.map(({ value }) => value),
      replyBy: [until, addDays(localDate(ctx.clock.now()), DAYS)].flatMap((one) => one ?? []).sort()[0] ?? '',
    }),
    save: ({ ctx, params, response }, input) => {
      service.invite(ctx, actorOf(response), { callId: idIn(params.id), ...input });
      return { location: '/staff/letters?state=draft', flash: 'invitations.flash.invited' };
    },
  });

  return router;
}
