// The page of what waits for staff.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { textLanguage } from '../i18n/index.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { firstSteps, kindsFor, waitingPage } from './present.js';
import { beginningOf, countWaiting, tasksWaiting } from './queries.js';

/** More than this is not read in one morning; the page says how many there are in all. */
const MOST = 200;

/** All routes about tasks. */
export function taskRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get('/staff/tasks', allow('task.read'), (request, response) => {
    const actor = actorOf(response);
    const reader = { ...actor, kinds: kindsFor(actor) };
    const total = countWaiting(ctx.db, reader);
    const language = languageOf(response);
    const waiting = tasksWaiting(ctx.db, reader, MOST, textLanguage(language));
    const shown = waitingPage(language, actor, waiting);
    const shortened = total > MOST;
    const { smtpUrl, backupRecipient, demo } = ctx.config;
    const lacking = { mail: !smtpUrl && !demo, backups: !backupRecipient && !demo };
    const begun = beginningOf(ctx.db, ctx.clock.now());
    const steps = firstSteps(language, actor, { ...lacking, ...begun });
    page(request, response, 'tasks/staff-list', { ...shown, total, shortened, most: MOST, steps });
  });

  return router;
}
