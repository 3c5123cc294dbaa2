// The pages of the administrator about staff and interns, and the pages behind an invitation.
import { type Request, type Response, Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { idIn } from '../lib/fields.js';
import { languageOptions } from '../people/present.js';
import { membershipsOf } from '../people/queries.js';
import { type Asked, formPage } from '../web/form-page.js';
import { placeOf } from '../web/place.js';
import { actorOf, sendSession } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { AcceptForm, GroupsForm, InviteForm, LinkForm, SetupForm } from './form.js';
import { groupOptions, memberRows } from './present.js';
import * as queries from './queries.js';
import * as service from './service.js';

/** All routes about staff and interns. */
export function memberRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get('/staff/people', allow('person.list'), (request, response) => {
    const past = request.query.shown === 'past';
    const members = memberRows(languageOf(response), queries.members(ctx.db, past));
    page(request, response, 'members/staff-list', { past, members, count: members.length });
  });

  formPage(router, ctx, {
    url: '/staff/people/invite',
    allow: 'person.invite',
    view: 'members/staff-invite',
    form: InviteForm,
    load: ({ response }) => ({
      groupOptions: groupOptions(languageOf(response)),
      languageOptions: languageOptions(),
    }),
    values: () => ({ language: 'sq' }),
    save: ({ ctx, response }, input) => {
      const id = service.invite(ctx, actorOf(response), input);
      return {
        location: `/staff/people/${id}`,
        flash: ctx.config.smtpUrl || ctx.config.demo ? 'members.invite.sent' : 'members.link.stays',
      };
    },
  });

  const one = ({ ctx, params, response }: Asked) => {
    const member = queries.member(ctx.db, idIn(params.id));
    if (!member) throw new NotFound();
    const { id, name, email, lastSeenAt, ready, hasPassword, groups } = member;
    const memberships = membershipsOf(ctx.db, id).filter(({ group }) => group !== 'applicant');
    return {
      member: {
        id,
        name,
        email: email ?? '',
        lastSeenAt,
        ready,
        hasPassword,
        groups,
        present: groups.length > 0,
      },
      memberships: memberships.map(({ group, since, until }) => ({
        key: `members.group.${group}`,
        since,
        until,
      })),
      groupOptions: groupOptions(languageOf(response)),
    };
  };

  formPage(router, ctx, {
    url: '/staff/people/:id',
    allow: 'membership.change',
    view: 'members/staff-show',
    form: GroupsForm,
    load: one,
    values: ({ member }) => ({ groups: member.groups }),
    save: ({ ctx, params, response }, { groups }) => {
      service.changeGroups(ctx, actorOf(response), { id: idIn(params.id), groups });
      return { location: `/staff/people/${params.id}`, flash: 'members.groups.saved' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/people/:id/link',
    allow: 'person.invite',
    view: 'members/staff-link',
    form: LinkForm,
    load: one,
    values: ({ member }) => ({ what: member.hasPassword ? 'password' : 'all' }),
    save: ({ ctx, params, response }, { what }) => {
      service.sendNewLink(ctx, actorOf(response), { id: idIn(params.id), what });
      return {
        location: `/staff/people/${params.id}`,
        flash: ctx.config.smtpUrl || ctx.config.demo ? 'members.link.sent' : 'members.link.stays',
      };
    },
  });

  const tokenOf = ({ request, response }: { request: Request; response: Response }) => {
    response.set('Cache-Control', 'no-store');
    return String(request.query.token ?? (request.body as Record<string, unknown> | undefined)?.token ?? '');
  };
  const invitation = (asked: { ctx: Ctx; request: Request; response: Response }) => {
    const token = tokenOf(asked);
    const found = service.lookAtInvitation(asked.ctx, token);
    return { token, openable: found !== undefined, ...(found ?? { name: '', email: '', all: true }) };
  };

  router.get('/invitation', allow('public'), (request, response, next) => {
    const link = invitation({ ctx, request, response });
    if (link.openable) next();
    else page(request, response, 'members/invitation', link, 410);
  });

  formPage(router, ctx, {
    url: '/invitation',
    allow: 'public',
    view: 'members/invitation',
    form: AcceptForm,
    load: invitation,
    prepare: ({ ctx }, input) => service.hashForInvitation(ctx, input),
    save: (asked, { token }, passwordHash) => {
      const begun = service.accept(asked.ctx, asked.actor, { token, passwordHash }, placeOf(asked));
      sendSession(asked.response, begun.token);
      return begun.next;
    },
  });

  const setup = (asked: { ctx: Ctx; request: Request; response: Response }) => {
    const token = tokenOf(asked);
    const openable = service.maySetUp(asked.ctx, token);
    return { token, openable, languageOptions: languageOptions(), language: languageOf(asked.response) };
  };

  router.get('/setup', allow('public'), (request, response, next) => {
    const link = setup({ ctx, request, response });
    if (link.openable) next();
    else page(request, response, 'members/setup', link, 410);
  });

  formPage(router, ctx, {
    url: '/setup',
    allow: 'public',
    view: 'members/setup',
    form: SetupForm,
    load: setup,
    values: ({ language }) => ({ language }),
    prepare: ({ ctx }, input) => service.hashForSetup(ctx, input),
    save: (asked, input, passwordHash) => {
      const begun = service.setUp(asked.ctx, asked.actor, { ...input, passwordHash }, placeOf(asked));
      sendSession(asked.response, begun.token);
      return begun.next;
    },
  });

  return router;
}
