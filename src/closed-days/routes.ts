// The page on which staff keep the days when the organisation is closed.
import { Router } from 'express';
import { NothingForm } from '../applications/form.js';
import type { Ctx } from '../context.js';
import { dateTime } from '../i18n/format.js';
import { idIn } from '../lib/fields.js';
import { endOfDay, localDate, startOfDay } from '../lib/time.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { ClosedDayForm } from './form.js';
import { daysText, expectedRows, rowsOf } from './present.js';
import { listedFrom, sessionsBetween } from './queries.js';
import * as service from './service.js';

const LIST = '/staff/closed-days';

/** All routes about closed days. */
export function closedDayRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: LIST,
    allow: 'closed_day.keep',
    view: 'closed-days/staff-list',
    form: ClosedDayForm,
    load: ({ ctx, response }) => {
      const language = languageOf(response);
      const today = localDate(ctx.clock.now());
      const rows = listedFrom(ctx.db, today);
      const shown = rowsOf(rows, language).map((row, at) => ({
        ...row,
        sessions: sessionsOn(ctx, rows[at]?.fromDay ?? today, rows[at]?.untilDay ?? today).map((one) => ({
          id: one.id,
          when: dateTime(language, one.startsAt),
        })),
      }));
      return { rows: shown, expected: expectedRows(rows, today, language) };
    },
    save: ({ ctx, response }, input) => {
      service.add(ctx, actorOf(response), input);
      return { location: LIST, flash: 'closed-days.flash.added' };
    },
  });

  formPage(router, ctx, {
    url: `${LIST}/:id/remove`,
    allow: 'closed_day.keep',
    view: 'closed-days/staff-remove',
    form: NothingForm,
    load: ({ ctx, params, response }) => {
      const found = service.listed(ctx, idIn(params.id));
      return { id: found.id, words: found.words, days: daysText(found, languageOf(response)) };
    },
    save: ({ ctx, params, response }) => {
      service.remove(ctx, actorOf(response), idIn(params.id));
      return { location: LIST, flash: 'closed-days.flash.removed' };
    },
  });

  return router;
}

/** Interviews planned for a day when nobody is there. */
function sessionsOn(ctx: Ctx, from: string, until: string) {
  const now = ctx.clock.now();
  return sessionsBetween(ctx.db, Math.max(now, startOfDay(from)), endOfDay(until));
}
