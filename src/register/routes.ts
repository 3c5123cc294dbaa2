// The list of applications, its search, and the list as a file.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { allow } from '../access/allow.js';
import { institutionNames, titledCalls } from '../calls/queries.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { collator } from '../i18n/format.js';
import { say } from '../i18n/index.js';
import { toCsv } from '../lib/csv.js';
import { SEARCH_MOST } from '../lib/fields.js';
import { localDate } from '../lib/time.js';
import { toXlsx } from '../paper/sheet.js';
import { formPage } from '../web/form-page.js';
import { openWord, sealWord } from '../web/sealed-word.js';
import { actorOf } from '../web/session.js';
import { languageOf, type Model, wantsFragment } from '../web/views.js';
import { readPage, readSearch, readView, SearchForm, type View, viewQuery, viewWord } from './form.js';
import * as present from './present.js';
import { exported, isFiltered, isWorthSearching, listing } from './service.js';

/** All routes of the register. */
export function registerRoutes(ctx: Ctx): Router {
  const router = Router();

  // The filters are asked for in the address. What is searched for is posted, and comes back in the address sealed for
  // this session: a name is nobody's business but the searcher's, and going back or reloading finds the result again.
  // With JavaScript the answer is a part, and the address changes with it.
  formPage(router, ctx, {
    url: '/staff/applications',
    allow: 'application.list',
    view: 'register/list',
    form: SearchForm,
    load: ({ request, response }) => listModel(ctx, request, response),
    values: ({ q }) => ({ q }),
    show: ({ request }, _input, { address }) => (wantsFragment(request) ? {} : address),
    save: () => '/staff/applications',
  });

  router.get('/staff/applications.csv', allow('application.export'), exportAs(ctx, 'csv'));
  router.get('/staff/applications.xlsx', allow('application.export'), exportAs(ctx, 'xlsx'));

  return router;
}

const LIST = '/staff/applications';

/** What a search says, of the view in an address; null where the reader's session cannot open it any longer. */
export function searchIn(request: Request, response: Response, view: View): string | null {
  return view.search === null ? '' : (openWord(request, response, 'search', view.search) ?? null);
}

/** The view a request asks for, and what it searches for; `ended` says that a search was too old to be made again. */
function askedIn(
  request: Request,
  response: Response,
): { view: View; q: string; page: unknown; ended: boolean } {
  if (request.method !== 'POST') {
    const view = readView(request.query);
    const q = searchIn(request, response, view);
    const { page } = request.query;
    return { view: q ? view : { ...view, search: null }, q: q ?? '', page, ended: q === null };
  }
  const body = (request.body ?? {}) as Record<string, unknown>;
  const q = typeof body.q === 'string' ? body.q.slice(0, SEARCH_MOST) : '';
  const search = isWorthSearching(q) ? sealWord(request, response, 'search', q) : null;
  return { view: { ...readSearch(body), search }, q, page: 1, ended: false };
}

function listModel(ctx: Ctx, request: Request, response: Response): Model & { q: string; address: string } {
  const language = languageOf(response);
  const asked = askedIn(request, response);
  const { q, ended } = asked;
  const now = ctx.clock.now();
  const calls = titledCalls(ctx.db);
  const call = present.chosenCall(calls, asked.view.call, now);
  if (!call) return { q, call: null, address: LIST };

  const view: View = { ...asked.view, call: asked.view.call === null ? null : call.slug };
  const address = LIST + viewQuery(view);
  const list = listing(ctx, call.id, view, {
    actor: actorOf(response),
    page: readPage(asked.page),
    q,
    language,
  });
  const words = present.institutionWords(institutionNames(ctx.db), language);
  const part = wantsFragment(request);
  // Each letter typed is a search, but not a step to go back by.
  if (part) response.set('HX-Replace-Url', address);
  const total = present.totalText(list.total, list.capped, language);
  const shown = list.parts.reduce((sum, one) => sum + one.rows.length, 0);
  const isGrouped = list.parts.some((one) => one.group !== null);
  return {
    q,
    address,
    ended,
    part,
    call: present.callsOf(calls, call, language, now),
    view,
    word: viewWord(view),
    tabs: present.tabsOf(view, list.groupTotals, language),
    // Asked for only when the part is not kept yet; what it says is all in the key.
    filters: () => present.filtersOf(view, words, language, collator(language)),
    filtersKey: `${viewWord({ ...view, search: null })} ${[...words].join()}`,
    columns: present.columnsOf(view, language),
    searching: list.searching,
    found: list.searching ? present.foundText(list.total, list.capped, language) : '',
    parts: list.parts.map((one) => present.partOf(one, view, words, language)),
    total,
    pager:
      isGrouped || shown === 0
        ? null
        : present.pagerOf(view, { page: list.page, pages: list.pages, shown, total }, language),
    empty: shown === 0 ? present.emptyOf(view, list.searching, isFiltered(view), language) : null,
    unsent: present.unsentOf(list.counts, language),
    exports: shown === 0 ? null : present.exportsOf(view, list.total, language),
  };
}

/**
 * The list as a file. A GET that writes one row: that somebody took a copy of people's data is recorded, and a link
 * is what staff expect. Only staff get here, so no visitor can make the database grow.
 */
function exportAs(ctx: Ctx, format: 'csv' | 'xlsx'): RequestHandler {
  return async (request, response) => {
    const language = languageOf(response);
    const view = readView(request.query);
    const call = present.chosenCall(titledCalls(ctx.db), view.call, ctx.clock.now());
    if (!call) throw new NotFound();
    const q = searchIn(request, response, view);
    // The whole list is not what was asked for: the page says that the search is over.
    if (q === null) return response.redirect(303, LIST + viewQuery(view));
    const words = present.institutionWords(institutionNames(ctx.db), language);
    const header = present.exportHeader(language);
    const pieces = exported(ctx, call.id, view, { actor: actorOf(response), language, q, format });
    const rows = map(pieces, (piece) => piece.map((row) => present.exportRow(row, words, language)));
    response.attachment(
      `${say(language, 'register.export.file')}-${call.slug}-${localDate(ctx.clock.now())}.${format}`,
    );
    response.set('Cache-Control', 'no-store');
    if (format === 'xlsx') {
      response
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .send(await toXlsx(header, rows));
      return;
    }
    response.type('text/csv; charset=utf-8');
    await pipeline(Readable.from(csvPieces(header, rows)), response);
  };
}

/** The file in pieces: the first with the header, the others without. Between them others are served. */
async function* csvPieces(header: string[], pieces: Iterable<(string | number | null)[][]>) {
  let isFirst = true;
  for (const rows of pieces) {
    const text = toCsv(header, rows);
    yield isFirst ? text : text.slice(text.indexOf('\r\n') + 2);
    isFirst = false;
    await new Promise((resume) => setImmediate(resume));
  }
  if (isFirst) yield toCsv(header, []);
}

function* map<From, To>(all: Iterable<From>, change: (one: From) => To): Generator<To> {
  for (const one of all) yield change(one);
}
