// Costs of travel: the intern's claims, what staff decide on them, the payments of a month.
import { type RequestHandler, Router } from 'express';
import { allow, can } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { Invalid, NotFound } from '../errors.js';
import { fileTypes, lockDown } from '../files/present.js';
import { say } from '../i18n/index.js';
import { toCsv } from '../lib/csv.js';
import { idIn } from '../lib/fields.js';
import { prepareDocument } from '../paper/document.js';
import { pageImage } from '../paper/pages.js';
import { toXlsx } from '../paper/sheet.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { ClaimForm, DecideForm, PayForm } from './form.js';
import { claimPage, minePage, monthsOf, paymentsFile, paymentsPage, queueOf, staffPage } from './present.js';
import { claimsIn, monthsPaid } from './queries.js';
import * as service from './service.js';

/** More than this is not decided in one morning. */
const MOST = 200;

/** All routes about costs of travel. */
export function costRoutes(ctx: Ctx): Router {
  const router = Router();
  own(router, ctx);
  staff(router, ctx);
  paying(router, ctx);
  return router;
}

function own(router: Router, ctx: Ctx): void {
  router.get('/my/costs', allow('cost.claim'), (request, response) => {
    const shown = service.mine(ctx, actorOf(response));
    page(request, response, 'costs/mine', minePage(languageOf(response), shown));
  });

  formPage(router, ctx, {
    url: '/my/costs/:id',
    allow: 'cost.claim',
    view: 'costs/claim',
    form: ClaimForm,
    files: 'files',
    load: ({ ctx, params, response }) =>
      claimPage(languageOf(response), service.forHearing(ctx, actorOf(response), idIn(params.id))),
    values: ({ first }) => first,
    prepare: async (_asked, _input, uploads) => {
      if (uploads.length === 0) return null;
      const document = await prepareDocument(ctx, uploads);
      if (document.ok) return document;
      const { problem, name } = document;
      throw new Invalid({ files: { key: `files.problem.${problem}`, values: { name } } });
    },
    save: (asked, input, document) => {
      const hearingId = idIn(asked.params.id);
      service.claim(asked.ctx, actorOf(asked.response), { ...input, hearingId, document });
      return { location: '/my/costs', flash: 'costs.flash.claimed' };
    },
  });
}

function staff(router: Router, ctx: Ctx): void {
  router.get('/staff/costs', allow('cost.read'), (request, response) => {
    const language = languageOf(response);
    page(request, response, 'costs/staff-list', {
      groups: queueOf(language, claimsIn(ctx.db, ['claimed', 'returned'], MOST)),
      months: monthsOf(language, monthsPaid(ctx.db)),
    });
  });

  const load = ({ ctx, params, response }: Asked) =>
    staffPage(languageOf(response), service.found(ctx, idIn(params.id)));

  router.get('/staff/costs/:id', allow('cost.read'), (request, response) => {
    const shown = service.found(ctx, idIn(request.params.id));
    page(request, response, 'costs/staff-show', {
      ...staffPage(languageOf(response), shown),
      values: {},
      errors: {},
    });
  });

  formPage(router, ctx, {
    url: '/staff/costs/:id/decide',
    allow: 'cost.decide',
    view: 'costs/staff-show',
    form: DecideForm,
    load,
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      service.decide(asked.ctx, actorOf(asked.response), { ...input, id });
      return { location: '/staff/costs', flash: `costs.flash.${input.deed}` };
    },
  });

  router.get('/staff/costs/:id/receipt', allow('cost.read'), (request, response) => {
    const file = service.receiptOf(ctx, idIn(request.params.id));
    response.set(lockDown);
    response.attachment(file.name);
    response.type(fileTypes[file.type]).send(file.content);
  });

  router.get('/staff/costs/:id/receipt/:page', allow('cost.read'), async (request, response) => {
    const file = service.receiptOf(ctx, idIn(request.params.id));
    const number = idIn(request.params.page);
    if (file.type !== 'pdf' || number < 1 || number > (file.pages ?? 0)) throw new NotFound();
    const image = await pageImage(file.content, number);
    response.set(lockDown);
    response.type(image[0] === 0x89 ? 'image/png' : 'image/jpeg').send(image);
  });
}

function paying(router: Router, ctx: Ctx): void {
  router.get('/staff/payments/:month', allow('cost.read'), (request, response) => {
    const [actor, language] = [actorOf(response), languageOf(response)];
    const month = String(request.params.month);
    page(request, response, 'costs/staff-month', {
      ...paymentsPage(language, month, service.payments(ctx, actor, month)),
      accounts: can(actor, 'cost.pay'),
    });
  });

  formPage(router, ctx, {
    url: '/staff/payments/:month/pay',
    allow: 'cost.pay',
    view: 'costs/staff-pay',
    form: PayForm,
    load: ({ ctx, params, response }) => {
      const month = String(params.month);
      return paymentsPage(languageOf(response), month, service.payments(ctx, actorOf(response), month));
    },
    save: (asked, { payments }) => {
      const month = String(asked.params.month);
      service.pay(asked.ctx, actorOf(asked.response), month, payments);
      return { location: `/staff/payments/${month}`, flash: 'costs.flash.paid' };
    },
  });

  router.get('/staff/payments/:month/list.csv', allow('cost.read'), sent(ctx, 'csv'));
  router.get('/staff/payments/:month/list.xlsx', allow('cost.read'), sent(ctx, 'xlsx'));
}

/** A GET that writes one row: that somebody took a copy is recorded, and a link is what staff expect. */
function sent(ctx: Ctx, format: 'csv' | 'xlsx'): RequestHandler {
  return async (request, response) => {
    const [actor, language] = [actorOf(response), languageOf(response)];
    const month = String(request.params.month);
    const taken = service.taken(ctx, actor, month, format);
    const { heading, rows } = paymentsFile(language, taken, can(actor, 'cost.pay'));
    response.attachment(`${say(language, 'costs.file')}-${month}.${format}`);
    response.set('Cache-Control', 'no-store');
    if (format === 'csv') response.type('text/csv; charset=utf-8').send(toCsv(heading, rows));
    else
      response
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .send(await toXlsx(heading, [rows]));
  };
}
