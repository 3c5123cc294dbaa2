// Figures of a year or a quarter, live or frozen; each number leads to what it is made of.
import { type Request, type Response, Router } from 'express';
import { allow } from '../access/allow.js';
import { NothingForm } from '../applications/form.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { say } from '../i18n/index.js';
import { idIn } from '../lib/fields.js';
import { toWorkbook } from '../paper/sheet.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { codeOf, type Period, periodIn, periodOfCode } from './form.js';
import * as present from './present.js';
import * as service from './service.js';

/** All routes of the figures. */
export function figureRoutes(ctx: Ctx): Router {
  const router = Router();
  const periodFor = (request: Request) => periodIn(request.query, ctx.clock.now());
  const placeIn = ({ params }: Request) => String(params.place);

  router.get('/staff/figures', allow('figure.read'), (request, response) => {
    const period = periodFor(request);
    const madeAt = ctx.clock.now();
    const shown = service.figuresShown(ctx, period);
    page(request, response, 'figures/show', {
      ...present.pageOf(shown, period, madeAt, languageOf(response)),
      madeAt,
    });
  });

  router.get('/staff/figures/number/:place', allow('figure.read'), (request, response) => {
    const period = periodFor(request);
    const tables = service.counted(ctx, period);
    const shown = service.numberShown(ctx, actorOf(response), tables, placeIn(request));
    const language = languageOf(response);
    page(request, response, 'figures/number', {
      ...present.numberOf(shown, language),
      ...present.freezeOf(period, language),
    });
  });

  router.get('/staff/figures/file.xlsx', allow('figure.read'), (request, response) =>
    sent(ctx, periodFor(request), response),
  );

  formPage(router, ctx, {
    url: '/staff/figures/freeze/:period',
    allow: 'figure.freeze',
    view: 'figures/freeze',
    form: NothingForm,
    load: ({ params, response }) => {
      const period = periodOfCode(params.period ?? '', ctx.clock.now());
      if (!period?.isOver) throw new NotFound();
      return { code: codeOf(period), ...present.freezeOf(period, languageOf(response)) };
    },
    save: (asked) => {
      const id = service.freeze(asked.ctx, actorOf(asked.response), asked.params.period ?? '');
      return { location: `/staff/figures/frozen/${id}`, flash: 'figures.flash.frozen' };
    },
  });

  router.get('/staff/figures/frozen/:id', allow('figure.read'), (request, response) => {
    const shown = service.frozenShown(ctx, idIn(request.params.id));
    page(request, response, 'figures/frozen', present.frozenOf(shown, languageOf(response)));
  });

  router.get('/staff/figures/frozen/:id/number/:place', allow('figure.read'), (request, response) => {
    const frozen = service.frozenShown(ctx, idIn(request.params.id));
    const shown = service.numberShown(ctx, actorOf(response), frozen.tables, placeIn(request));
    const language = languageOf(response);
    page(request, response, 'figures/number', {
      ...present.numberOf(shown, language),
      ...present.freezeOf(frozen.period, language),
      backUrl: `/staff/figures/frozen/${frozen.id}`,
      frozenAt: frozen.at,
    });
  });

  router.get('/staff/figures/frozen/:id/file.xlsx', allow('figure.read'), (request, response) =>
    sent(ctx, idIn(request.params.id), response),
  );

  return router;
}

/** A GET that writes one row: that somebody took a copy is recorded, and a link is what staff expect. */
async function sent(ctx: Ctx, of: Period | number, response: Response): Promise<void> {
  const actor = actorOf(response);
  const language = languageOf(response);
  const { tables, period } = service.taken(ctx, actor, of);
  const sheets = present.sheetsOf(tables, service.traced(ctx, actor, tables), language);
  const name = say(language, 'figures.file.name');
  const span = period.year === null ? say(language, 'figures.file.all') : codeOf(period);
  response.attachment(`${name}-${span}.xlsx`);
  response.set('Cache-Control', 'no-store');
  response
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .send(await toWorkbook(sheets));
}
