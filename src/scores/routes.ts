// The reader's pages, which name nobody, and the coordinator's: how the reading goes, one file's cards, lock, names.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import { callText } from '../calls/present.js';
import { DeclareForm } from '../conflicts/form.js';
import { kindOptions } from '../conflicts/present.js';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { CardForm, NothingForm, SettleForm } from './form.js';
import { cardPage, cardValues, filePage, listOf, progressPage } from './present.js';
import * as service from './service.js';

/** All routes about cards. */
export function scoreRoutes(ctx: Ctx): Router {
  const router = Router();
  readers(router, ctx);
  coordinators(router, ctx);
  return router;
}

const idOf = (asked: Pick<Asked, 'params'>) => idIn(asked.params.id);

/** The next reading whose card is not in, after this one and then from the first; and how many there are. */
function ahead(ctx: Ctx, response: Asked['response'], id: number) {
  const left = service.mine(ctx, actorOf(response)).filter((row) => !row.isIn && row.phase !== 'locked');
  const others = left.filter((row) => row.id !== id);
  const next = others.find((row) => row.id > id) ?? others[0];
  return { next: next?.id ?? null, left: left.length };
}

function readers(router: Router, ctx: Ctx): void {
  router.get('/staff/reading', allow('reading.score'), (request, response) => {
    const rows = service.mine(ctx, actorOf(response));
    page(request, response, 'scores/list', {
      readings: listOf(rows, languageOf(response)),
      total: rows.length,
      done: rows.filter(({ isIn }) => isIn).length,
      next: ahead(ctx, response, 0).next,
    });
  });

  formPage(router, ctx, {
    url: '/staff/reading/:id',
    allow: 'reading.score',
    view: 'scores/card',
    form: CardForm,
    load: (asked) => {
      const file = service.opened(ctx, actorOf(asked.response), idOf(asked));
      return {
        ...cardPage(file, languageOf(asked.response), ahead(ctx, asked.response, file.id)),
        first: cardValues(file),
      };
    },
    values: ({ first }) => first,
    save: (asked, input) => {
      const id = idOf(asked);
      const { recommendation, comment, deed, version, ...marks } = input;
      const submit = deed === 'submit';
      service.save(asked.ctx, actorOf(asked.response), {
        id,
        version,
        marks,
        recommendation,
        comment,
        submit,
      });
      if (!submit) return { location: `/staff/reading/${id}`, flash: 'scores.flash.kept' };
      const { next } = ahead(asked.ctx, asked.response, id);
      return next === null
        ? { location: '/staff/reading', flash: 'scores.flash.all_in' }
        : { location: `/staff/reading/${next}`, flash: 'scores.flash.in' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/reading/:id/conflict',
    allow: 'reading.score',
    view: 'scores/declare',
    form: DeclareForm,
    load: (asked) => ({
      id: service.opened(ctx, actorOf(asked.response), idOf(asked)).id,
      kinds: kindOptions(languageOf(asked.response)),
    }),
    save: (asked, input) => {
      const id = idOf(asked);
      service.declare(asked.ctx, actorOf(asked.response), { id, ...input });
      return input.kind === 'none'
        ? `/staff/reading/${id}`
        : { location: '/staff/reading', flash: 'conflicts.flash.kept_out' };
    },
  });
}

function coordinators(router: Router, ctx: Ctx): void {
  const progressOf = ({ response, params }: Pick<Asked, 'response' | 'params'>) => {
    const language = languageOf(response);
    const found = service.progress(ctx, actorOf(response), idIn(params.id));
    return { ...progressPage(found, language), callTitle: callText(found.texts, language).text.title };
  };

  router.get('/staff/calls/:id/scores', allow('score.read'), (request, response) => {
    const params = request.params as Record<string, string>;
    page(request, response, 'scores/staff-progress', progressOf({ response, params }));
  });

  const button = (name: 'lock' | 'reveal', view: string, act: typeof service.lock) =>
    formPage(router, ctx, {
      url: `/staff/calls/:id/scores/${name}`,
      allow: 'score.settle',
      view,
      form: NothingForm,
      load: progressOf,
      save: (asked) => {
        act(asked.ctx, actorOf(asked.response), idOf(asked));
        return { location: `/staff/calls/${idOf(asked)}/scores`, flash: `scores.flash.${name}` };
      },
    });
  button('lock', 'scores/staff-lock', service.lock);
  button('reveal', 'scores/staff-reveal', service.reveal);

  formPage(router, ctx, {
    url: '/staff/applications/:id/scores',
    allow: 'score.settle',
    view: 'scores/staff-file',
    form: SettleForm,
    load: (asked) =>
      filePage(service.fileOf(ctx, actorOf(asked.response), idOf(asked)), languageOf(asked.response)),
    values: ({ note }) => ({ note }),
    save: (asked, { deed, note, reading, reason }) => {
      const id = idOf(asked);
      const actor = actorOf(asked.response);
      if (deed === 'third') service.askThird(asked.ctx, actor, id);
      else if (deed === 'note') service.discuss(asked.ctx, actor, { id, note: note ?? '' });
      else service.reopen(asked.ctx, actor, { id, readingId: reading ?? 0, reason: reason ?? '' });
      return { location: `/staff/applications/${id}/scores`, flash: `scores.flash.${deed}` };
    },
  });
}
