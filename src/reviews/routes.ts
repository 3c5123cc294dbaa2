// Review: the queue, a report read section by section with comments, the decision, its filings side by side.
import { type Response, Router } from 'express';
import { allow } from '../access/allow.js';
import { levelsOf } from '../case-documents/queries.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { idIn } from '../lib/fields.js';
import { sections } from '../lib/report-terms.js';
import { filedRows } from '../report-documents/present.js';
import { documentsOf } from '../report-documents/queries.js';
import { retractionLines, withdrawnRows } from '../retractions/present.js';
import { retractionsOf, withdrawnLast } from '../retractions/queries.js';
import { openRetractions } from '../retractions/rules.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { CommentForm, DecideForm, RemoveForm, ReopenForm } from './form.js';
import { comparePage, queueOf, readPage } from './present.js';
import { approvedLast, reportsIn } from './queries.js';
import * as service from './service.js';

/** More than this is not reviewed in one morning. */
const MOST = 100;
const APPROVED = 20;

/** All routes of review. */
export function reviewRoutes(ctx: Ctx): Router {
  const router = Router();
  reading(router, ctx);
  deciding(router, ctx);
  return router;
}

function reading(router: Router, ctx: Ctx): void {
  router.get('/staff/reviews', allow('review.read'), (request, response) => {
    const { personId } = actorOf(response);
    const parts = {
      filed: reportsIn(ctx.db, personId, ['filed'], MOST),
      second: reportsIn(ctx.db, personId, ['awaiting_second'], MOST),
      returned: reportsIn(ctx.db, personId, ['returned'], MOST),
      approved: approvedLast(ctx.db, personId, APPROVED),
    };
    page(request, response, 'reviews/staff-queue', {
      parts: queueOf(languageOf(response), parts, ctx.clock.now()),
      withdrawn: withdrawnRows(languageOf(response), withdrawnLast(ctx.db, personId, APPROVED)),
    });
  });

  router.get('/staff/reviews/:id', allow('review.read'), (request, response) => {
    const read = service.read(ctx, actorOf(response), idIn(request.params.id));
    const on = typeof request.query.on === 'string' ? request.query.on : '';
    const shown = readPage(languageOf(response), read, on);
    page(request, response, 'reviews/staff-read', {
      ...shown,
      ...beside(ctx, response, read),
      values: {},
      errors: {},
      errorList: [],
    });
  });

  router.get('/staff/reviews/:id/versions', allow('review.read'), (request, response) => {
    const [actor, id] = [actorOf(response), idIn(request.params.id)];
    const { number } = service.read(ctx, actor, id);
    if (number < 2) throw new NotFound();
    const until = idIn(request.query.until) || number;
    const from = idIn(request.query.from) || Math.max(1, until - 1);
    const read = service.read(ctx, actor, id, [from, until]);
    page(request, response, 'reviews/staff-versions', comparePage(languageOf(response), read));
  });
}

/** What stands beside what was filed: whether it was withdrawn, and what was obtained at the hearing. */
function beside(ctx: Ctx, response: Response, { shown, wholes }: service.Read) {
  const { id } = shown.report;
  const rows = openRetractions(ctx.config.keyring, retractionsOf(ctx.db, id));
  const live = documentsOf(ctx.db, id);
  const of = { url: `/staff/reviews/${id}`, levels: levelsOf(actorOf(response)) };
  return {
    retractions: retractionLines(languageOf(response), rows),
    documents: filedRows(languageOf(response), { filed: wholes[0]?.whole.documents ?? live, live }, of),
  };
}

function deciding(router: Router, ctx: Ctx): void {
  const load = ({ ctx, params, request, response }: Asked) => {
    const read = service.read(ctx, actorOf(response), idIn(params.id));
    const { field, section } = (request.body ?? {}) as Record<string, unknown>;
    const typedIn = String(section ?? (request.path.endsWith('/comments') ? sections[0] : ''));
    return {
      ...readPage(languageOf(response), read, String(field ?? ''), typedIn),
      ...beside(ctx, response, read),
    };
  };
  const backTo = ({ params }: Asked, flash: string) => ({ location: `/staff/reviews/${params.id}`, flash });

  formPage(router, ctx, {
    url: '/staff/reviews/:id/comments',
    allow: 'review.decide',
    view: 'reviews/staff-read',
    form: CommentForm,
    load,
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      service.comment(asked.ctx, actorOf(asked.response), { ...input, id });
      return { location: `/staff/reviews/${id}#section-${input.section}`, flash: 'reviews.flash.comment' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/reviews/:id/comments/:comment/remove',
    allow: 'review.decide',
    view: 'reviews/remove',
    form: RemoveForm,
    load: (asked) => {
      const { comments, shown } = service.read(asked.ctx, actorOf(asked.response), idIn(asked.params.id));
      const found = comments.find(({ id }) => id === idIn(asked.params.comment));
      if (!found || found.publishedAt !== null) throw new NotFound();
      return { id: shown.report.id, commentId: found.id, words: found.words };
    },
    save: (asked) => {
      const [id, commentId] = [idIn(asked.params.id), idIn(asked.params.comment)];
      service.uncomment(asked.ctx, actorOf(asked.response), { id, commentId });
      return backTo(asked, 'reviews.flash.removed');
    },
  });

  formPage(router, ctx, {
    url: '/staff/reviews/:id/decide',
    allow: 'review.decide',
    view: 'reviews/staff-read',
    form: DecideForm,
    load,
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      const event = service.decide(asked.ctx, actorOf(asked.response), { ...input, id });
      return { location: '/staff/reviews', flash: `reviews.flash.${event}` };
    },
  });

  formPage(router, ctx, {
    url: '/staff/reviews/:id/reopen',
    allow: 'review.decide',
    view: 'reviews/reopen',
    form: ReopenForm,
    load: (asked) => {
      const shown = load(asked);
      if (!shown.isApproved) throw new NotFound();
      return shown;
    },
    save: (asked, input) => {
      service.reopen(asked.ctx, actorOf(asked.response), { ...input, id: idIn(asked.params.id) });
      return backTo(asked, 'reviews.flash.reopen');
    },
  });
}
