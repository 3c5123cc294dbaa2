// The applicant's whole application: its tasks, checking and sending it, and how it stands afterwards.
import { Router } from 'express';
import { communities } from '../../db/schema/submissions.js';
import { allow } from '../access/allow.js';
import type { Action } from '../access/policy.js';
import { NothingForm } from '../applications/form.js';
import { headOf } from '../applications/present.js';
import { interviewPart } from '../bookings/present.js';
import { confirmedOf } from '../bookings/queries.js';
import type { Ctx } from '../context.js';
import { type Language, say } from '../i18n/index.js';
import { idIn } from '../lib/fields.js';
import { outcomePart } from '../offers/present.js';
import { outcomeOf } from '../offers/queries.js';
import { movedTexts } from '../outages/present.js';
import { replyPart } from '../replies/present.js';
import { termsOf } from '../replies/queries.js';
import { countAhead } from '../reserves/queries.js';
import { type Asked, formPage } from '../web/form-page.js';
import { openCookie, sealCookie } from '../web/sealed-cookie.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { CommunityForm, ConfirmForm } from './form.js';
import { checkPage, statusPage, tasksPage } from './present.js';
import * as service from './service.js';

const MINE = '/my/applications';
/** The cookie with the anonymous answer: it stays in this browser until the application is sent. */
const COMMUNITY = 'community';

/** All routes of an application as a whole. */
export function submissionRoutes(ctx: Ctx): Router {
  const router = Router();
  const opened = (asked: Asked, action: Action) =>
    service.opened(ctx, actorOf(asked.response), action, idIn(asked.params.id));

  router.get(`${MINE}/:id`, allow('application.follow'), (request, response) => {
    const id = idIn(request.params.id);
    const shown = service.opened(ctx, actorOf(response), 'application.follow', id);
    const language = languageOf(response);
    if (shown.application.state === 'draft') {
      const answered = openCookie(request, COMMUNITY, id) !== undefined;
      return page(request, response, 'submissions/tasks', tasksPage(shown, language, MINE, answered));
    }
    page(request, response, 'submissions/status', {
      ...statusPage(shown, language, MINE, ctx.clock.now()),
      moved: movedTexts(service.extensionsFor(ctx, shown), language),
      outcome: outcomeIn(ctx, shown, language),
      reply: replyPart({ ...shown, terms: termsOf(ctx.db, id, shown.call) }, ctx.clock.now(), language),
      interview: interviewPart(shown.application.state, confirmedOf(ctx.db, id), language),
    });
  });

  formPage(router, ctx, {
    url: `${MINE}/:id/community`,
    allow: 'application.edit',
    view: 'submissions/community',
    form: CommunityForm,
    load: (asked) => {
      const id = idIn(asked.params.id);
      const shown = service.communityOf(ctx, actorOf(asked.response), id);
      const language = languageOf(asked.response);
      return {
        ...headOf(shown, language, MINE),
        closed: shown.application.state !== 'draft' || shown.may === 'nothing',
        optIn: shown.call.settings.communityOptIn,
        communities: communities.map((value) => ({
          value,
          label: say(language, `applications.community.${value}`),
        })),
        answered: openCookie(asked.request, COMMUNITY, id) ?? '',
        shared: shown.shared,
      };
    },
    values: ({ answered, shared }) => ({ community: answered, share: shared ? 'on' : '' }),
    save: (asked, { community, share }) => {
      const id = idIn(asked.params.id);
      const shared = share && community !== 'no_answer' ? community : null;
      service.setOptIn(asked.ctx, actorOf(asked.response), { id, community: shared });
      return `${MINE}/${id}`;
    },
    after: ({ request, response, params }) => {
      const { community } = CommunityForm.parse(request.body);
      sealCookie(request, response, COMMUNITY, idIn(params.id), community);
    },
  });

  formPage(router, ctx, {
    url: `${MINE}/:id/check`,
    allow: 'application.submit',
    view: 'submissions/check',
    form: NothingForm,
    load: (asked) => checkPage(opened(asked, 'application.submit'), languageOf(asked.response), MINE),
    savesAlone: true,
    save: (asked) => {
      const id = idIn(asked.params.id);
      const answered = openCookie(asked.request, COMMUNITY, id);
      const community = communities.find((one) => one === answered) ?? null;
      service.submit(asked.ctx, actorOf(asked.response), { id, community });
      return { location: `${MINE}/${id}`, flash: 'applications.flash.submitted' };
    },
    after: ({ request, response, params }) => sealCookie(request, response, COMMUNITY, idIn(params.id), null),
  });

  formPage(router, ctx, {
    url: `${MINE}/:id/confirm`,
    allow: 'application.follow',
    view: 'submissions/confirm',
    form: ConfirmForm,
    load: (asked) => {
      const shown = service.openedEntry(ctx, actorOf(asked.response), idIn(asked.params.id));
      return {
        ...statusPage(shown, languageOf(asked.response), MINE, ctx.clock.now()),
        done: shown.application.confirmedAt !== null,
      };
    },
    save: (asked, { keepForNextCall }) => {
      const id = idIn(asked.params.id);
      service.confirm(asked.ctx, actorOf(asked.response), { id, keepForNextCall });
      return { location: `${MINE}/${id}`, flash: 'applications.flash.confirmed' };
    },
  });

  formPage(router, ctx, {
    url: `${MINE}/:id/delete`,
    allow: 'application.edit',
    view: 'submissions/delete',
    form: NothingForm,
    load: (asked) => {
      const id = idIn(asked.params.id);
      const shown = service.openedDraft(ctx, actorOf(asked.response), 'application.edit', id);
      return headOf(shown, languageOf(asked.response), MINE);
    },
    save: (asked) => {
      const id = idIn(asked.params.id);
      service.deleteDraft(asked.ctx, actorOf(asked.response), 'application.edit', { id });
      return { location: '/calls', flash: 'applications.flash.deleted' };
    },
    after: ({ request, response, params }) => sealCookie(request, response, COMMUNITY, idIn(params.id), null),
  });

  router.get(`${MINE}/:id/answers.pdf`, allow('application.follow'), async (request, response) => {
    const id = idIn(request.params.id);
    service.opened(ctx, actorOf(response), 'application.follow', id);
    const pdf = await service.answersAsPdf(ctx, id, languageOf(response));
    response.set('Cache-Control', 'private, no-store');
    response.attachment(pdf.filename).type(pdf.contentType).send(pdf.content);
  });

  return router;
}

/** What was decided and released, for the applicant; `ahead` counts those before them on the reserve list. */
function outcomeIn(ctx: Ctx, { application, call }: service.Opened, language: Language) {
  const outcome = outcomeOf(ctx.db, application.id);
  const ahead = outcome?.reserve ? countAhead(ctx.db, call.id, outcome.reserve.decisionId) : 0;
  return outcomePart(application.state, outcome && { ...outcome, ahead }, ctx.config.keyring, language);
}
