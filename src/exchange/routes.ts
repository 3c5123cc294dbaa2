// Cases and people as files: out as CSV or XLSX, in by way of a dry run.
import { type RequestHandler, Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { Invalid } from '../errors.js';
import { say } from '../i18n/index.js';
import { toCsv } from '../lib/csv.js';
import { idIn } from '../lib/fields.js';
import { localDate } from '../lib/time.js';
import { toXlsx } from '../paper/sheet.js';
import { readTable } from '../paper/table.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { ApplyForm, type Kind, UploadForm } from './form.js';
import { formatsOf, headingOf, runOf } from './present.js';
import * as service from './service.js';

/** All routes of files that come and go. */
export function exchangeRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/staff/imports',
    allow: 'case.import',
    view: 'exchange/choose',
    form: UploadForm,
    files: 'files',
    load: ({ response }) => ({ formats: formatsOf(languageOf(response)) }),
    values: () => ({ kind: 'cases' }),
    prepare: async (_asked, _input, uploads) => {
      const table = await readTable(uploads[0]?.path);
      if (table.ok) return table.rows;
      throw new Invalid({ files: `exchange.file.${table.problem}` });
    },
    save: (asked, { kind }, table) =>
      `/staff/imports/${service.bring(asked.ctx, actorOf(asked.response), { kind, table })}`,
  });

  formPage(router, ctx, {
    url: '/staff/imports/:id',
    allow: 'case.import',
    view: 'exchange/run',
    form: ApplyForm,
    load: (asked) => {
      const id = idIn(asked.params.id);
      const { kind, steps } = service.dryRun(asked.ctx, actorOf(asked.response), id);
      return { id, ...runOf(kind, steps, languageOf(asked.response)) };
    },
    save: (asked) => {
      const kind = service.apply(asked.ctx, actorOf(asked.response), idIn(asked.params.id));
      return { location: `/staff/${kind}`, flash: 'exchange.flash.applied' };
    },
  });

  router.get('/staff/cases.csv', allow('case.export'), sent(ctx, 'cases', 'csv'));
  router.get('/staff/cases.xlsx', allow('case.export'), sent(ctx, 'cases', 'xlsx'));
  router.get('/staff/hearings.csv', allow('case.export'), sent(ctx, 'hearings', 'csv'));
  router.get('/staff/hearings.xlsx', allow('case.export'), sent(ctx, 'hearings', 'xlsx'));
  router.get('/staff/parties.csv', allow('case.export'), sent(ctx, 'parties', 'csv'));
  router.get('/staff/parties.xlsx', allow('case.export'), sent(ctx, 'parties', 'xlsx'));

  return router;
}

/** A GET that writes one row: that somebody took a copy is recorded, and a link is what staff expect. */
function sent(ctx: Ctx, kind: Kind, format: 'csv' | 'xlsx'): RequestHandler {
  return async (_request, response) => {
    const rows = service.taken(ctx, actorOf(response), kind, format);
    const name = say(languageOf(response), `exchange.name.${kind}`);
    response.attachment(`${name}-${localDate(ctx.clock.now())}.${format}`);
    response.set('Cache-Control', 'no-store');
    if (format === 'csv') response.type('text/csv; charset=utf-8').send(toCsv(headingOf(kind), rows));
    else
      response
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .send(await toXlsx(headingOf(kind), [rows]));
  };
}
