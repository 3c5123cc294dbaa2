// Asking for more, for staff; seeing what is asked and supplying it, for the applicant.
import { Router } from 'express';
import { headOf } from '../applications/present.js';
import type { Ctx } from '../context.js';
import { Invalid } from '../errors.js';
import { longDate } from '../i18n/format.js';
import { languages } from '../i18n/index.js';
import { idIn } from '../lib/fields.js';
import { toInstant } from '../lib/time.js';
import { movedTexts } from '../outages/present.js';
import { formPage, type Typed } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { AskForm, ReplyText, SupplyForm } from './form.js';
import { askableChoices, askedOf } from './present.js';
import * as service from './service.js';

/** All routes about requests. */
export function requestRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/staff/applications/:id/ask',
    allow: 'request.ask',
    view: 'requests/staff-ask',
    form: AskForm,
    load: ({ ctx, params, response }) => {
      const language = languageOf(response);
      const { application, call, name, reads, earliest, mayTakePart } = service.opened(
        ctx,
        actorOf(response),
        'request.ask',
        idIn(params.id),
      );
      const slots = [...call.requiredDocuments, ...call.optionalDocuments];
      return {
        id: application.id,
        version: application.version,
        name,
        reads: languages.find(({ code }) => code === reads)?.name ?? '',
        legal:
          mayTakePart &&
          ['submitted', 'in_review'].includes(application.state) &&
          application.pendingTo === null,
        mayTakePart,
        groups: askableChoices(slots, language),
        earliest,
        earliestText: longDate(language, toInstant(earliest, '12:00')),
      };
    },
    values: ({ earliest }) => ({ dueOn: earliest }),
    save: ({ ctx, params, response }, { version, items, words, moreWords, dueOn }) => {
      const id = idIn(params.id);
      const listed = items.map((item) => {
        const [kind, name = ''] = item.split(':');
        return { kind: kind as service.Wanted['kind'], name, words: null };
      });
      const own = [words, moreWords].flatMap((text) =>
        text === null ? [] : [{ kind: 'words' as const, name: '', words: text }],
      );
      service.ask(ctx, actorOf(response), { id, version, items: [...listed, ...own], dueOn });
      return { location: `/staff/applications/${id}`, flash: 'requests.flash.asked' };
    },
  });

  formPage(router, ctx, {
    url: '/my/applications/:id/supply',
    allow: 'request.supply',
    view: 'requests/supply',
    form: SupplyForm,
    load: ({ ctx, params, request, response }) => {
      const language = languageOf(response);
      const shown = service.opened(ctx, actorOf(response), 'request.supply', idIn(params.id));
      const head = headOf(shown, language, '/my/applications');
      const come = shown.request && service.comeOf(ctx, shown.request);
      const asked = askedOf(shown.request, ctx.config.keyring, language, head.base, come);
      const typed = (id: number) => String((request.body as Typed | undefined)?.[`reply-${id}`] ?? '');
      return {
        ...head,
        moved: movedTexts(shown.extensions, language),
        asked: asked && { ...asked, items: asked.items.map((one) => ({ ...one, typed: typed(one.id) })) },
      };
    },
    save: ({ ctx, params, request, response }, { explanation }) => {
      const id = idIn(params.id);
      const { request: asked } = service.opened(ctx, actorOf(response), 'request.supply', id);
      const replies = new Map<number, string>();
      for (const { id: item, kind } of asked?.items ?? []) {
        if (kind !== 'words') continue;
        const read = ReplyText.safeParse((request.body as Typed)[`reply-${item}`]);
        if (!read.success) throw new Invalid({ replies: 'requests.problem.reply' });
        if (read.data !== null) replies.set(item, read.data);
      }
      service.supply(ctx, actorOf(response), { id, replies, explanation });
      return { location: `/my/applications/${id}`, flash: 'requests.flash.supplied' };
    },
  });

  return router;
}
