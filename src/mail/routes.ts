// The outbox as staff see it; and, in a demonstration only, every letter with its links.
import { type Response, Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { idIn } from '../lib/fields.js';
import { type Asked, type Done, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { EditForm, NoForm, ReaddressForm, ReleaseForm, readFilter, VersionForm } from './form.js';
import * as pages from './pages.js';
import { htmlTag, isTab, rowOf, wordsOf } from './present.js';
import { newestLetters } from './queries.js';
import { LETTER_STYLE } from './render.js';
import * as service from './service.js';
import { isSecret } from './states.js';
import { bodyOf, edit, rerender } from './words.js';

const NEWEST = 30;

/** All routes about letters. */
export function mailRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get('/staff/letters', allow('letter.read'), (request, response) => {
    const tab = isTab(request.query.state) ? request.query.state : 'open';
    const asked = { tab, filter: readFilter(request.query), asked: Number(request.query.page) };
    page(request, response, 'mail/staff-list', pages.listOf(ctx, readerOf(response), asked));
  });

  formPage(router, ctx, {
    url: '/staff/letters/release',
    allow: 'letter.release',
    view: 'mail/staff-release',
    form: ReleaseForm,
    load: ({ ctx, request, response }) =>
      pages.releasePageOf(ctx, readerOf(response), readFilter({ ...request.query, ...request.body })),
    values: ({ letters }) => ({ letter: letters.map(({ value }) => value) }),
    save: ({ ctx, actor }, input) => {
      service.release(ctx, mustBe(actor), input.letter);
      return { location: '/staff/letters?state=waiting', flash: 'mail.flash.released' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/letters/hold-back',
    allow: 'letter.release',
    view: 'mail/staff-hold-back',
    form: NoForm,
    load: ({ ctx, response }) => ({
      letters: service.released(ctx, actorOf(response)).map((row) => rowOf(languageOf(response), row)),
    }),
    save: ({ ctx, actor }) => {
      service.holdBackAll(ctx, mustBe(actor));
      return { location: '/staff/letters?state=draft', flash: 'mail.flash.held_back' };
    },
  });

  router.get('/staff/letters/:id', allow('letter.read'), (request, response) => {
    const shown = pages.shownOf(ctx, readerOf(response), idIn(request.params.id));
    page(request, response, 'mail/staff-show', shown);
  });

  // The HTML exactly as it leaves, on its own: nothing in it can run, load or be framed.
  router.get('/staff/letters/:id/html', allow('letter.read'), (request, response) => {
    const letter = service.find(ctx, actorOf(response), idIn(request.params.id));
    const body = isSecret(letter) ? null : bodyOf(ctx.config.keyring, letter);
    if (!body) throw new NotFound();
    response.set('Cache-Control', 'no-store');
    response.set('Content-Security-Policy', `default-src 'none'; style-src '${LETTER_STYLE}'; sandbox`);
    response.type('html').send(body.html);
  });

  formPage(router, ctx, {
    url: '/staff/letters/:id/readdress',
    allow: 'letter.release',
    view: 'mail/staff-readdress',
    form: ReaddressForm,
    load: ({ ctx, params, response }) =>
      pages.letterOf(ctx, readerOf(response), idIn(params.id), 'readdress'),
    values: ({ letter }) => ({ email: letter.recipient }),
    save: ({ ctx, actor, params }, input) => {
      const id = service.readdress(ctx, mustBe(actor), { id: idIn(params.id), ...input });
      return { location: `/staff/letters/${id}`, flash: 'mail.flash.readdressed' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/letters/:id/edit',
    allow: 'letter.edit',
    view: 'mail/staff-edit',
    form: EditForm,
    load: ({ ctx, params, response }) => pages.letterOf(ctx, readerOf(response), idIn(params.id), 'edit'),
    values: ({ letter, words }) => ({ subject: letter.subject, text: words?.text.trim() }),
    save: ({ ctx, actor, params }, input) => {
      edit(ctx, mustBe(actor), { id: idIn(params.id), ...input });
      return { location: `/staff/letters/${idIn(params.id)}`, flash: 'mail.flash.edited' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/letters/:id/rerender',
    allow: 'letter.edit',
    view: 'mail/staff-rerender',
    form: VersionForm,
    load: ({ ctx, params, response }) => pages.anewOf(ctx, readerOf(response), idIn(params.id)),
    save: ({ ctx, actor, params }, input) => {
      rerender(ctx, mustBe(actor), { id: idIn(params.id), ...input });
      return { location: `/staff/letters/${idIn(params.id)}`, flash: 'mail.flash.rerendered' };
    },
  });

  /** A button on the letter's page. */
  const onPage = {
    allow: 'letter.release',
    view: 'mail/staff-show',
    load: ({ ctx, params, response }: Asked) => pages.shownOf(ctx, readerOf(response), idIn(params.id)),
  } as const;
  const button = (url: string, flash: string, act: (asked: Asked, id: number) => void) =>
    formPage(router, ctx, {
      ...onPage,
      url,
      form: NoForm,
      save: (asked): Done => {
        act(asked, idIn(asked.params.id));
        return { location: `/staff/letters/${idIn(asked.params.id)}`, flash };
      },
    });

  button('/staff/letters/:id/retry', 'mail.flash.retried', ({ ctx, actor }, id) =>
    service.retry(ctx, mustBe(actor), id),
  );
  button('/staff/letters/:id/came-back', 'mail.flash.came_back', ({ ctx, actor }, id) =>
    service.cameBack(ctx, mustBe(actor), id),
  );
  button('/staff/letters/:id/hold-back', 'mail.flash.held_back', ({ ctx, actor }, id) =>
    service.holdBack(ctx, mustBe(actor), id),
  );
  formPage(router, ctx, {
    ...onPage,
    url: '/staff/letters/:id/drop',
    form: VersionForm,
    save: ({ ctx, actor, params }, { version }) => {
      service.drop(ctx, mustBe(actor), { id: idIn(params.id), version });
      return { location: `/staff/letters/${idIn(params.id)}`, flash: 'mail.flash.dropped' };
    },
  });

  router.get('/demo/letters', allow('public'), (request, response) => {
    if (!ctx.config.demo) throw new NotFound();
    const letters = newestLetters(ctx.db, NEWEST).map((letter) => ({
      subject: letter.subject,
      lang: htmlTag(letter.language),
      recipient: letter.recipient,
      createdAt: letter.createdAt,
      blocks: wordsOf(bodyOf(ctx.config.keyring, letter))?.blocks ?? [],
    }));
    response.set('Cache-Control', 'no-store');
    page(request, response, 'mail/demo', { letters });
  });

  return router;
}

function readerOf(response: Response): pages.Reader {
  return { actor: actorOf(response), language: languageOf(response) };
}

function mustBe(actor: Asked['actor']): NonNullable<Asked['actor']> {
  if (!actor) throw new Error('a form for staff was open to everybody');
  return actor;
}
