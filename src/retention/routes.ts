// The staff's page of what is erased when, and why: the same list as the nightly run's.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import { callText } from '../calls/present.js';
import * as calls from '../calls/queries.js';
import type { Ctx } from '../context.js';
import { day } from '../lib/time.js';
import { languageOf, page } from '../web/views.js';
import { groupsOf, periodRows, recordLines } from './present.js';
import { emptyAccounts, recordsDue, upcoming } from './service.js';

const AHEAD = 60 * day;
/** More lines than this in a group are counted, not shown. */
const MOST = 200;

/** All routes about what is kept how long. */
export function retentionRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get('/staff/retention', allow('retention.read'), (request, response) => {
    const language = languageOf(response);
    const items = upcoming(ctx, ctx.clock.now() + AHEAD);
    const texts = calls.textsOfMany(ctx.db, [...new Set(items.map(({ call }) => call.id))]);
    const titles = new Map([...texts].map(([id, rows]) => [id, callText(rows, language).text.title]));
    const accounts = emptyAccounts(ctx).length;
    page(request, response, 'retention/staff-list', {
      groups: groupsOf(language, items, titles, MOST),
      accounts,
      periods: periodRows(language),
      records: recordLines(language, recordsDue(ctx, ctx.clock.now() + AHEAD), MOST),
    });
  });

  return router;
}
