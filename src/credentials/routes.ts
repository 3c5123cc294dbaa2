// The staff door, and the page where staff and interns look after their keys.
import { type Request, Router } from 'express';
import { allow, SignInFirst } from '../access/allow.js';
import type { Ctx } from '../context.js';
import * as passkeys from '../passkeys/queries.js';
import * as people from '../people/queries.js';
import { landing } from '../people/rules.js';
import { type Asked, formPage } from '../web/form-page.js';
import { placeOf } from '../web/place.js';
import { actorOf, sendSession } from '../web/session.js';
import { page } from '../web/views.js';
import { AppForm, CodeForm, CodesForm, PasswordForm, ReplaceAppForm, StaffSignInForm } from './form.js';
import { inGroups, qrImage } from './present.js';
import * as queries from './queries.js';
import * as service from './service.js';

/** All routes about passwords and codes. */
export function credentialRoutes(ctx: Ctx): Router {
  const router = Router();
  const nextOf = (request: Request) => String(request.query.next ?? '/').slice(0, 300);
  const typedSealed = (request: Request) => {
    const sealed = (request.body as Record<string, unknown> | undefined)?.sealed;
    return typeof sealed === 'string' ? sealed : undefined;
  };
  const appPage = ({ ctx, request, response }: Asked) => {
    response.set('Cache-Control', 'no-store');
    const { secret, uri, sealed } = service.newSecret(ctx, actorOf(response).personId, typedSealed(request));
    return { qr: qrImage(uri), secret: inGroups(secret), sealed };
  };

  formPage(router, ctx, {
    url: '/staff/sign-in',
    allow: 'public',
    view: 'credentials/sign-in',
    form: StaffSignInForm,
    load: ({ request }) => ({ next: nextOf(request) }),
    values: ({ next }) => ({ next }),
    prepare: (asked, input) => service.checkPassword(asked.ctx, input, placeOf(asked)),
    save: (asked, input, personId) => {
      const begun = service.beginHalf(asked.ctx, asked.actor, personId, input.next ?? '/', placeOf(asked));
      sendSession(asked.response, begun.token);
      return begun.next;
    },
  });

  formPage(router, ctx, {
    url: '/staff/sign-in/code',
    allow: 'second_factor.give',
    view: 'credentials/code',
    form: CodeForm,
    load: ({ ctx, request, response }) => {
      if (!service.hasApp(ctx, actorOf(response).personId)) throw new SignInFirst(true);
      return { next: nextOf(request) };
    },
    values: ({ next }) => ({ next }),
    prepare: async (asked) => service.countCode(asked.ctx, actorOf(asked.response), placeOf(asked)),
    save: (asked, input) => {
      const given = { code: input.code, next: input.next ?? '/' };
      const begun = service.giveCode(asked.ctx, actorOf(asked.response), given, placeOf(asked));
      sendSession(asked.response, begun.token);
      return begun.next;
    },
  });

  formPage(router, ctx, {
    url: '/staff/sign-in/app',
    allow: 'second_factor.give',
    view: 'credentials/first-app',
    form: AppForm,
    load: (asked) => {
      if (service.hasApp(asked.ctx, actorOf(asked.response).personId)) throw new SignInFirst(true);
      return appPage(asked);
    },
    prepare: async (asked) => service.countCode(asked.ctx, actorOf(asked.response), placeOf(asked)),
    save: (asked, input) => {
      const begun = service.connectApp(asked.ctx, actorOf(asked.response), input, placeOf(asked));
      sendSession(asked.response, begun.token);
      return begun.next;
    },
  });

  router.get('/account/security', allow('account.secure'), (request, response) => {
    const { personId } = actorOf(response);
    const stored = queries.credentialsOf(ctx.db, personId);
    page(request, response, 'credentials/security', {
      passwordChangedAt: stored?.passwordChangedAt ?? null,
      appConnectedAt: stored?.totpConfirmedAt ?? null,
      codes: queries.recoveryCodesOf(ctx.db, personId).unused,
      passkeys: passkeys.passkeysOf(ctx.db, personId).length,
    });
  });

  formPage(router, ctx, {
    url: '/account/security/password',
    allow: 'account.secure',
    view: 'credentials/password',
    form: PasswordForm,
    load: ({ ctx, response }) => ({
      email: people.personById(ctx.db, actorOf(response).personId)?.email ?? '',
    }),
    prepare: async (asked, input) => {
      const actor = actorOf(asked.response);
      await service.confirmPassword(asked.ctx, actor, input.present, placeOf(asked), 'present');
      const email = people.personById(asked.ctx.db, actor.personId)?.email ?? '';
      return service.hashPassword(input.password, { name: actor.name, email });
    },
    save: (asked, _input, passwordHash) => {
      const begun = service.changePassword(asked.ctx, actorOf(asked.response), passwordHash, placeOf(asked));
      sendSession(asked.response, begun.token);
      return { location: '/account/security', flash: 'credentials.password.saved' };
    },
  });

  formPage(router, ctx, {
    url: '/account/security/app',
    allow: 'account.secure',
    view: 'credentials/app',
    form: ReplaceAppForm,
    load: appPage,
    prepare: (asked, input) =>
      service.confirmPassword(asked.ctx, actorOf(asked.response), input.password, placeOf(asked)),
    save: ({ ctx, response }, input) => {
      service.replaceApp(ctx, actorOf(response), input);
      return { location: '/account/security', flash: 'credentials.app.saved' };
    },
  });

  formPage(router, ctx, {
    url: '/account/security/codes',
    allow: 'account.secure',
    view: 'credentials/codes',
    form: CodesForm,
    load: ({ ctx, request, response }) => {
      response.set('Cache-Control', 'no-store');
      const { personId } = actorOf(response);
      const earlier = queries.recoveryCodesOf(ctx.db, personId).all > 0;
      return { ...service.newCodes(ctx, personId, typedSealed(request)), earlier };
    },
    // The first codes follow right upon the password; later ones ask for it again.
    prepare: async (asked, input) => {
      const actor = actorOf(asked.response);
      if (queries.recoveryCodesOf(asked.ctx.db, actor.personId).all === 0) return;
      await service.confirmPassword(asked.ctx, actor, input.password ?? '', placeOf(asked));
    },
    save: ({ ctx, response }, input) => {
      const actor = actorOf(response);
      const first = queries.recoveryCodesOf(ctx.db, actor.personId).all === 0;
      service.keepCodes(ctx, actor, input.sealed);
      // With the first codes the account is set up, and the work begins.
      return {
        location: first ? landing('/', actor.groups) : '/account/security',
        flash: 'credentials.codes.saved',
      };
    },
  });

  return router;
}
