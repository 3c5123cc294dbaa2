// The page of a call on which its counted communities are published, and then stand.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import { NothingForm } from '../applications/form.js';
import { callText } from '../calls/present.js';
import type { Ctx } from '../context.js';
import { say } from '../i18n/index.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { LEAST } from './rules.js';
import * as service from './service.js';

const URL = '/staff/calls/:id/communities';

/** All routes of the tallies. */
export function tallyRoutes(ctx: Ctx): Router {
  const router = Router();

  const load = ({ params, response }: Pick<Asked, 'params' | 'response'>) => {
    const language = languageOf(response);
    const { call, texts, published, closed } = service.talliesOf(ctx, idIn(params.id));
    return {
      id: call.id,
      callTitle: callText(texts, language).text.title,
      least: LEAST,
      closesAt: call.closesAt,
      closed,
      publishedAt: published?.publishedAt ?? 0,
      rows: (published?.counts ?? []).map(({ community, count }) => ({
        label: say(language, `applications.community.${community}`),
        count,
      })),
    };
  };

  router.get(URL, allow('tally.read'), (request, response) => {
    page(
      request,
      response,
      'tallies/staff-show',
      load({ params: { id: String(request.params.id) }, response }),
    );
  });

  formPage(router, ctx, {
    url: `${URL}/publish`,
    allow: 'tally.publish',
    view: 'tallies/staff-publish',
    form: NothingForm,
    load,
    save: (asked) => {
      const id = idIn(asked.params.id);
      service.publish(asked.ctx, actorOf(asked.response), id);
      return { location: `/staff/calls/${id}/communities`, flash: 'tallies.flash.published' };
    },
  });

  return router;
}
