// The page on which a coordinator gives somebody a way in after the deadline.
import { Router } from 'express';
import { callText } from '../calls/present.js';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { IssueForm } from './form.js';
import { letterLanguages, rowsOf } from './present.js';
import * as service from './service.js';

/** All routes about late keys. */
export function lateKeyRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/staff/calls/:id/late-keys',
    allow: 'late_key.issue',
    view: 'late-keys/staff-list',
    form: IssueForm,
    load: (asked: Asked) => {
      const { call, texts, keys } = service.keysOf(ctx, idIn(asked.params.id));
      const language = languageOf(asked.response);
      return {
        id: call.id,
        callTitle: callText(texts, language).text.title,
        closesAt: call.closesAt,
        keys: rowsOf(keys, ctx.clock.now(), language),
        letterLanguages: letterLanguages(),
        language,
      };
    },
    values: ({ language }) => ({ language }),
    save: (asked, input) => {
      const callId = idIn(asked.params.id);
      service.issue(asked.ctx, actorOf(asked.response), { callId, ...input });
      return { location: `/staff/calls/${callId}/late-keys`, flash: 'late-keys.flash.issued' };
    },
  });

  return router;
}
