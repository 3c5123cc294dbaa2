// Judging a fact: on a page of its own, or in its row of the file page.
import { Router } from 'express';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { institutionWords } from '../register/present.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { readLook, VerdictForm } from './form.js';
import { factPage, judgedRow, lookOf } from './present.js';
import { latest, nextFact } from './rules.js';
import * as service from './service.js';

/** All routes about verdicts. */
export function verificationRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/staff/applications/:id/facts/:fact',
    allow: 'fact.verify',
    view: 'verification/fact',
    form: VerdictForm,
    load: (asked) => {
      const opened = openedIn(asked);
      const ledger = service.ledgerOf(asked.ctx, opened.application.id);
      const asks = asked.request.query.verdict;
      const shown = factPage(opened, ledger, ...reader(asked, opened), looking(asked));
      return { ...shown, asks: typeof asks === 'string' ? asks : '' };
    },
    values: ({ asks }) => ({ verdict: asks }),
    save: (asked, input) => {
      const { id = '', fact = '' } = asked.params;
      const actor = actorOf(asked.response);
      service.judge(asked.ctx, actor, { ...input, id: Number(id), fact });
      const opened = openedIn(asked);
      const next = nextFact(opened.fact, latest(opened.verdicts)) ?? opened.fact;
      const { query } = lookOf(looking(asked));
      return {
        location: `/staff/applications/${id}${query === '' ? '' : `?${query}`}#fact-${next}`,
        flash: 'verification.flash.kept',
      };
    },
    swap: (asked) => {
      const opened = openedIn(asked);
      asked.response.set('HX-Trigger', 'judged');
      return {
        view: 'verification/_judged',
        model: judgedRow(opened, ...reader(asked, opened), looking(asked)),
      };
    },
  });

  return router;
}

function openedIn({ ctx, params, response }: Asked) {
  return service.opened(ctx, actorOf(response), idIn(params.id), params.fact ?? '');
}

function reader({ response }: Asked, opened: service.Opened) {
  const language = languageOf(response);
  return [institutionWords(opened.institutions, language), language] as const;
}

function looking({ request }: Asked) {
  return readLook({ ...request.query, ...(request.body as Record<string, unknown> | undefined) });
}
