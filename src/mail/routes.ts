// The outbox as staff see it; and, in a demonstration only, every letter with its links.
import { Router } from 'express';
import type { z } from 'zod';
import { allow, can } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { itemsOf } from '../history/present.js';
import { timelineOf } from '../history/queries.js';
import { dateTime } from '../i18n/format.js';
import { type Asked, type Done, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { NoForm, ReaddressForm, ReleaseForm } from './form.js';
import {
  attachmentOf,
  htmlTag,
  isTab,
  problemOf,
  rowOf,
  stateOf,
  type Tab,
  tabs,
  whenOf,
  wordsOf,
} from './present.js';
import { countLetters, draftNotices, listLetters, newestLetters } from './queries.js';
import * as service from './service.js';

const PAGE = 50;
const NEWEST = 30;

/** All routes about letters. */
export function mailRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get('/staff/letters', allow('letter.read'), (request, response) => {
    const tab = isTab(request.query.state) ? request.query.state : 'open';
    page(request, response, 'mail/staff-list', listOf(ctx, response, tab, Number(request.query.page)));
  });

  formPage(router, ctx, {
    url: '/staff/letters/release',
    allow: 'letter.release',
    view: 'mail/staff-release',
    form: ReleaseForm,
    load: ({ ctx, response }) => ({
      letters: draftNotices(ctx.db, actorOf(response).personId).map((row) =>
        rowOf(languageOf(response), row),
      ),
    }),
    values: ({ letters }) => ({ letter: letters.map((letter) => String(letter.id)) }),
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
    page(request, response, 'mail/staff-show', letterOf(ctx, response, idOf(request.params)));
  });

  formPage(router, ctx, {
    url: '/staff/letters/:id/readdress',
    allow: 'letter.release',
    view: 'mail/staff-readdress',
    form: ReaddressForm,
    load: ({ ctx, params, response }) => letterOf(ctx, response, idOf(params), 'readdress'),
    values: ({ letter }) => ({ email: letter.recipient }),
    save: ({ ctx, actor, params }, input) => {
      const id = service.readdress(ctx, mustBe(actor), { id: idOf(params), email: input.email });
      return { location: `/staff/letters/${id}`, flash: 'mail.flash.readdressed' };
    },
  });

  /** A button on the letter's page. */
  const button = (url: string, flash: string, act: (asked: Asked, id: number) => void) =>
    formPage<typeof NoForm, ReturnType<typeof letterOf>>(router, ctx, {
      url,
      allow: 'letter.release',
      view: 'mail/staff-show',
      form: NoForm,
      load: ({ ctx, params, response }) => letterOf(ctx, response, idOf(params)),
      save: (asked, _input: z.output<typeof NoForm>): Done => {
        act(asked, idOf(asked.params));
        return { location: `/staff/letters/${idOf(asked.params)}`, flash };
      },
    });

  button('/staff/letters/:id/retry', 'mail.flash.retried', ({ ctx, actor }, id) =>
    service.retry(ctx, mustBe(actor), id),
  );
  button('/staff/letters/:id/hold-back', 'mail.flash.held_back', ({ ctx, actor }, id) =>
    service.holdBack(ctx, mustBe(actor), id),
  );
  button('/staff/letters/:id/drop', 'mail.flash.dropped', ({ ctx, actor }, id) =>
    service.drop(ctx, mustBe(actor), id),
  );

  router.get('/demo/letters', allow('public'), (request, response) => {
    if (!ctx.config.demo) throw new NotFound();
    const letters = newestLetters(ctx.db, NEWEST).map((letter) => ({
      subject: letter.subject,
      lang: htmlTag(letter.language),
      recipient: letter.recipient,
      createdAt: letter.createdAt,
      blocks: wordsOf(ctx.config.keyring, letter)?.blocks ?? [],
    }));
    response.set('Cache-Control', 'no-store');
    page(request, response, 'mail/demo', { letters });
  });

  return router;
}

type Response = Parameters<typeof actorOf>[0];

function listOf(ctx: Ctx, response: Response, tab: Tab, asked: number) {
  const language = languageOf(response);
  const reader = actorOf(response);
  const counts = countLetters(ctx.db);
  const countOf = (name: Tab) => tabs[name].reduce((sum, state) => sum + counts[state], 0);
  const total = countOf(tab);
  const last = Math.max(1, Math.ceil(total / PAGE));
  const number = Number.isSafeInteger(asked) ? Math.min(Math.max(1, asked), last) : 1;
  const offset = (number - 1) * PAGE;
  const mayDo = can(reader, 'letter.release');
  const urlOf = (other: number) => `/staff/letters?state=${tab}&page=${other}`;
  return {
    tab,
    tabs: (Object.keys(tabs) as Tab[]).map((name) => ({ name, count: countOf(name), current: name === tab })),
    letters: listLetters(ctx.db, reader.personId, tabs[tab], { limit: PAGE, offset }).map((row) =>
      rowOf(language, row),
    ),
    total,
    from: offset + 1,
    to: Math.min(offset + PAGE, total),
    previous: number > 1 ? urlOf(number - 1) : null,
    next: number < last ? urlOf(number + 1) : null,
    releasable: mayDo && draftNotices(ctx.db, reader.personId).length > 0,
    stoppable: mayDo && service.released(ctx, reader).length > 0,
    noPost: ctx.config.smtpUrl === null,
  };
}

function letterOf(
  ctx: Ctx,
  response: Response,
  id: number,
  needed?: ReturnType<typeof service.deedsFor>[number],
) {
  const language = languageOf(response);
  const letter = service.find(ctx, actorOf(response), id);
  const deeds = can(actorOf(response), 'letter.release') ? service.deedsFor(letter) : [];
  if (needed && !deeds.includes(needed)) throw new NotFound();
  const secret = service.isSecret(letter);
  return {
    letter: {
      id,
      subject: letter.subject,
      lang: htmlTag(letter.language),
      recipient: letter.recipient ?? '',
      name: letter.name ?? '',
      state: stateOf(language, letter.state),
      problem: problemOf(language, letter.lastProblem),
      attempts: letter.attempts,
      when: whenOf(language, letter),
      attachments: letter.attachments.map(({ kind }) => attachmentOf(language, kind)),
    },
    sender: ctx.config.mailFrom,
    secret,
    words: secret ? null : wordsOf(ctx.config.keyring, letter),
    leavesAt: deeds.includes('hold-back') ? dateTime(language, letter.nextAttemptAt) : null,
    deeds,
    // The address is wrong: trying it again would be a waste of everybody's time.
    main:
      letter.lastProblem?.startsWith('no_such_address') && deeds.includes('readdress')
        ? 'readdress'
        : deeds[0],
    history: itemsOf(language, 'letter', timelineOf(ctx.db, 'letter', id)),
  };
}

function idOf(params: Record<string, string | string[] | undefined>): number {
  const id = Number(params.id);
  if (!Number.isSafeInteger(id) || id < 1) throw new NotFound();
  return id;
}

function mustBe(actor: Asked['actor']): NonNullable<Asked['actor']> {
  if (!actor) throw new Error('a form for staff was open to everybody');
  return actor;
}
