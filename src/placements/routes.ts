// Internships: the intern's own pages, and the staff's.
import { Router } from 'express';
import { placementStates } from '../../db/schema/placements.js';
import type { Actor } from '../access/actor.js';
import { allow, can } from '../access/allow.js';
import { certificateLinks } from '../certificates/present.js';
import { keptFrom } from '../conflicts/queries.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import type { Language } from '../i18n/index.js';
import { idIn } from '../lib/fields.js';
import { localDate } from '../lib/time.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import {
  ActivateForm,
  ConflictsForm,
  DetailsForm,
  EndForm,
  ExtendForm,
  PrepareForm,
  SignForm,
  StartForm,
} from './form.js';
import { languageOptions, listOf, ownPage, prepareValues, signPage, staffPage } from './present.js';
import { internsWithout, placementsIn } from './queries.js';
import { type SignedText, signedTexts } from './rules.js';
import * as service from './service.js';

/** All routes about internships. */
export function placementRoutes(ctx: Ctx): Router {
  const router = Router();
  own(router, ctx);
  staff(router, ctx);
  deeds(router, ctx);
  return router;
}

function own(router: Router, ctx: Ctx): void {
  const mine = ({ response }: Asked) => service.mine(ctx, actorOf(response));

  router.get('/my/placement', allow('placement.follow'), (request, response) => {
    const shown = service.mine(ctx, actorOf(response));
    page(request, response, 'placements/mine', {
      ...ownPage(languageOf(response), shown),
      certificates: certificatesOf(languageOf(response), shown, '/my/placement'),
    });
  });

  formPage(router, ctx, {
    url: '/my/placement/sign/:text',
    allow: 'placement.follow',
    view: 'placements/sign',
    form: SignForm,
    load: (asked) => signPage(languageOf(asked.response), mine(asked), textOf(asked)),
    save: (asked) => {
      service.sign(asked.ctx, actorOf(asked.response), textOf(asked));
      return { location: '/my/placement', flash: 'placements.flash.signed' };
    },
  });

  formPage(router, ctx, {
    url: '/my/placement/conflicts',
    allow: 'placement.follow',
    view: 'placements/conflicts',
    form: ConflictsForm,
    load: (asked) => ({ conflicts: mine(asked).conflicts }),
    values: ({ conflicts }) =>
      conflicts === null ? {} : { has: conflicts === '' ? 'no' : 'yes', ties: conflicts },
    save: (asked, { has, ties }) => {
      service.declareConflicts(asked.ctx, actorOf(asked.response), has === 'yes' ? ties : null);
      return { location: '/my/placement', flash: 'placements.flash.kept' };
    },
  });

  formPage(router, ctx, {
    url: '/my/placement/details',
    allow: 'placement.follow',
    view: 'placements/details',
    form: DetailsForm,
    load: (asked) => {
      const { placement, account } = mine(asked);
      const options = languageOptions(languageOf(asked.response));
      return { languageOptions: options, spoken: placement.languages, account };
    },
    values: ({ spoken, account }) => ({ languages: spoken, ...account }),
    save: (asked, input) => {
      service.giveDetails(asked.ctx, actorOf(asked.response), input);
      return { location: '/my/placement', flash: 'placements.flash.kept' };
    },
  });
}

function staff(router: Router, ctx: Ctx): void {
  router.get('/staff/placements', allow('placement.read'), (request, response) => {
    const groups = listOf(languageOf(response), placementsIn(ctx.db, placementStates));
    page(request, response, 'placements/staff-list', { groups, without: internsWithout(ctx.db).length });
  });

  formPage(router, ctx, {
    url: '/staff/placements/new',
    allow: 'placement.manage',
    view: 'placements/staff-new',
    form: StartForm,
    load: () => ({
      people: internsWithout(ctx.db).map(({ id, name }) => ({ value: String(id), label: name })),
    }),
    save: (asked, { person }) => {
      const id = service.startFor(asked.ctx, actorOf(asked.response), person);
      return { location: `/staff/placements/${id}`, flash: 'placements.flash.kept' };
    },
  });

  router.get('/staff/placements/:id', allow('placement.read'), (request, response) => {
    const shown = service.opened(ctx, idIn(request.params.id));
    page(request, response, 'placements/staff-show', {
      ...staffPage(languageOf(response), shown),
      applicationId: mayOpen(ctx, actorOf(response), shown.placement.applicationId),
      alike: can(actorOf(response), 'tie.edit') ? service.alike(ctx, shown.placement.id) : 0,
      certificates: certificatesOf(languageOf(response), shown, `/staff/placements/${shown.placement.id}`),
    });
  });

  formPage(router, ctx, {
    url: '/staff/placements/:id/prepare',
    allow: 'placement.manage',
    view: 'placements/staff-prepare',
    form: PrepareForm,
    load: (asked) => {
      const shown = service.opened(ctx, idIn(asked.params.id));
      return { ...staffPage(languageOf(asked.response), shown), first: prepareValues(shown) };
    },
    values: ({ first }) => first,
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      service.prepare(asked.ctx, actorOf(asked.response), { ...input, id });
      return { location: `/staff/placements/${id}`, flash: 'placements.flash.kept' };
    },
  });
}

function deeds(router: Router, ctx: Ctx): void {
  const load = (asked: Asked) =>
    staffPage(languageOf(asked.response), service.opened(ctx, idIn(asked.params.id)));
  const back = ({ params }: Asked, flash: string) => ({ location: `/staff/placements/${params.id}`, flash });

  formPage(router, ctx, {
    url: '/staff/placements/:id/activate',
    allow: 'placement.manage',
    view: 'placements/staff-activate',
    form: ActivateForm,
    load,
    save: (asked, { version }) => {
      const id = idIn(asked.params.id);
      service.activate(asked.ctx, actorOf(asked.response), { id, version });
      return back(asked, 'placements.flash.activated');
    },
  });

  formPage(router, ctx, {
    url: '/staff/placements/:id/extend',
    allow: 'placement.manage',
    view: 'placements/staff-extend',
    form: ExtendForm,
    load,
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      service.extend(asked.ctx, actorOf(asked.response), { ...input, id });
      return back(asked, 'placements.flash.extended');
    },
  });

  formPage(router, ctx, {
    url: '/staff/placements/:id/end',
    allow: 'placement.manage',
    view: 'placements/staff-end',
    form: EndForm,
    load,
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      const today = localDate(asked.ctx.clock.now());
      service.end(asked.ctx, actorOf(asked.response), { ...input, id, today });
      return back(asked, 'placements.flash.ended');
    },
  });
}

/** A certificate once the internship is over, when it had begun. */
function certificatesOf(language: Language, { placement }: service.Opened, base: string) {
  const isOver = placement.state === 'completed' || placement.state === 'ended_early';
  return isOver && placement.startsOn !== null ? certificateLinks(language, base) : [];
}

function textOf({ params }: Asked): SignedText {
  const text = params.text ?? '';
  if (!Object.hasOwn(signedTexts, text)) throw new NotFound();
  return text as SignedText;
}

/** The application of an internship for a link to it; null where there is none, or whoever reads is kept from it. */
function mayOpen(ctx: Ctx, { personId }: Actor, applicationId: number | null): number | null {
  return applicationId !== null && keptFrom(ctx.db, personId).includes(applicationId) ? null : applicationId;
}
