// Passkeys: two ceremonies in JSON (public/js/passkey.js), and pages to name and remove them.
import { Router } from 'express';
import type { Actor } from '../access/actor.js';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage, parseForm } from '../web/form-page.js';
import { placeOf } from '../web/place.js';
import { actorOf, sendSession } from '../web/session.js';
import { leaveFlash, page } from '../web/views.js';
import { AddForm, BeginForm, RemoveForm, RenameForm, SignInForm } from './form.js';
import * as queries from './queries.js';
import * as service from './service.js';

/** All routes about passkeys. */
export function passkeyRoutes(ctx: Ctx): Router {
  const router = Router();

  router.post('/staff/sign-in/passkey/options', allow('public'), async (request, response) => {
    response.json(await service.beginSigningIn(ctx, placeOf({ request, response })));
  });

  router.post('/staff/sign-in/passkey', allow('public'), async (request, response) => {
    const { answer, next } = parseForm(SignInForm, request.body);
    const actor = (response.locals.actor ?? null) as Actor | null;
    const begun = await service.signIn(
      ctx,
      actor,
      { answer, next: next ?? '/' },
      placeOf({ request, response }),
    );
    sendSession(response, begun.token);
    response.json({ location: begun.next });
  });

  router.get('/account/security/passkeys', allow('account.secure'), (request, response) => {
    const passkeys = queries.passkeysOf(ctx.db, actorOf(response).personId);
    const rows = passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt }));
    page(request, response, 'passkeys/list', { passkeys: rows });
  });

  router.post('/account/security/passkeys/options', allow('account.secure'), async (request, response) => {
    const actor = actorOf(response);
    const { password } = parseForm(BeginForm, request.body);
    response.json(await service.beginAdding(ctx, actor, password, placeOf({ request, response })));
  });

  router.post('/account/security/passkeys', allow('account.secure'), async (request, response) => {
    await service.add(ctx, actorOf(response), parseForm(AddForm, request.body));
    leaveFlash(response, 'passkeys.list.added');
    response.json({ location: '/account/security/passkeys' });
  });

  const own = ({ ctx, params, response }: Asked) => {
    const passkey = queries.passkeyOf(ctx.db, actorOf(response).personId, idIn(params.id));
    if (!passkey) throw new NotFound();
    return { passkey: { id: passkey.id, name: passkey.name } };
  };

  formPage(router, ctx, {
    url: '/account/security/passkeys/:id',
    allow: 'account.secure',
    view: 'passkeys/rename',
    form: RenameForm,
    load: own,
    values: ({ passkey }) => ({ name: passkey.name }),
    save: ({ ctx, params, response }, { name }) => {
      service.rename(ctx, actorOf(response), { id: idIn(params.id), name });
      return { location: '/account/security/passkeys', flash: 'passkeys.list.renamed' };
    },
  });

  formPage(router, ctx, {
    url: '/account/security/passkeys/:id/remove',
    allow: 'account.secure',
    view: 'passkeys/remove',
    form: RemoveForm,
    load: own,
    prepare: (asked, input) =>
      service.mayRemove(asked.ctx, actorOf(asked.response), input.password, placeOf(asked)),
    save: ({ ctx, params, response }) => {
      service.remove(ctx, actorOf(response), idIn(params.id));
      return { location: '/account/security/passkeys', flash: 'passkeys.list.removed' };
    },
  });

  return router;
}
