// The pages on which a report is begun and written. Each section saves itself: the version is its guard, no once-only key.
import { type Request, type Response, Router } from 'express';
import { allow } from '../access/allow.js';
import { levelsOf } from '../case-documents/queries.js';
import { titleOf } from '../cases/present.js';
import { caseById } from '../cases/queries.js';
import type { Ctx } from '../context.js';
import { Invalid, Stale } from '../errors.js';
import { whenOf } from '../hearings/present.js';
import { opening } from '../i18n/format.js';
import { idIn } from '../lib/fields.js';
import type { Answers } from '../lib/questions.js';
import { sections } from '../lib/report-terms.js';
import { obtainedRows } from '../report-documents/present.js';
import { documentsOf } from '../report-documents/queries.js';
import { retractionLines } from '../retractions/present.js';
import { retractionsOf } from '../retractions/queries.js';
import { openRetractions } from '../retractions/rules.js';
import { minePage } from '../reviews/present.js';
import { commentsOf, reviewsOf } from '../reviews/queries.js';
import { openComments, openReviews } from '../reviews/rules.js';
import { errorsOf, formPage } from '../web/form-page.js';
import { copyKeyFor } from '../web/security.js';
import { actorOf } from '../web/session.js';
import { fragment, languageOf, leaveFlash, page, wantsFragment } from '../web/views.js';
import { BeginForm, type Section } from './form.js';
import { besideEachOther, lacksOf, type Posted, pageOf, railOf, savedOf, warnedOf } from './present.js';
import { typedIn } from './rules.js';
import * as service from './service.js';

/** All routes of writing a report. */
export function reportRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/my/hearings/:id/report',
    allow: 'report.write',
    view: 'reports/begin',
    form: BeginForm,
    load: ({ ctx, params, response }) => {
      const language = languageOf(response);
      const { hearing, known, early } = service.toBegin(ctx, actorOf(response), idIn(params.id));
      const caseTitle = titleOf({ against: caseById(ctx.db, hearing.caseId)?.against ?? '' }, language);
      return {
        id: hearing.id,
        caseTitle,
        when: opening(language, whenOf(language, hearing)),
        early,
        reportUrl: known ? `/my/reports/${known.id}` : '',
      };
    },
    save: (asked) =>
      `/my/reports/${service.begin(asked.ctx, actorOf(asked.response), idIn(asked.params.id))}`,
  });

  router.get('/my/reports/:id', allow('report.write'), (request, response) => {
    show(ctx, request, response, 200);
  });

  for (const section of sections)
    router.post(`/my/reports/:id/${section}`, allow('report.write'), (request, response) => {
      save(ctx, request, response, section);
    });

  return router;
}

const idOf = (request: Request) => idIn((request.params as Record<string, string>).id);

function show(ctx: Ctx, request: Request, response: Response, status: number, posted?: Posted): void {
  const shown = service.looked(ctx, actorOf(response), idOf(request));
  page(
    request,
    response,
    'reports/write',
    {
      ...pageOf(languageOf(response), shown, service.warned(ctx, shown), posted),
      ...reviewed(ctx, response, shown),
      errorList: [],
      copyKey: copyKeyFor(request, response, `report:${shown.report.id}`),
    },
    status,
  );
}

/** What was obtained at the hearing. */
function documentsIn(ctx: Ctx, response: Response, { report: { id, state } }: service.Opened) {
  const of = {
    url: `/my/reports/${id}`,
    levels: levelsOf(actorOf(response)),
    isOpen: state === 'draft' || state === 'returned',
  };
  return { documents: obtainedRows(languageOf(response), documentsOf(ctx.db, id), of) };
}

/** What the review of a report said, for whoever wrote it. */
function reviewed(ctx: Ctx, response: Response, shown: service.Opened) {
  const {
    rows,
    report: { id },
  } = shown;
  const { keyring } = ctx.config;
  const comments = openComments(keyring, commentsOf(ctx.db, id), true);
  const withdrawn = openRetractions(keyring, retractionsOf(ctx.db, id));
  return {
    ...minePage(languageOf(response), comments, openReviews(keyring, reviewsOf(ctx.db, id)), rows),
    retractions: retractionLines(languageOf(response), withdrawn),
    ...documentsIn(ctx, response, shown),
  };
}

function save(ctx: Ctx, request: Request, response: Response, section: Section): void {
  const typed = (request.body ?? {}) as Answers;
  const version = /^\d{1,9}$/.test(String(typed.version)) ? Number(typed.version) : 0;
  const input = { id: idOf(request), section, posted: typed, version };
  const inPlace = wantsFragment(request);
  try {
    const { problems } = service.saveSection(ctx, actorOf(response), input);
    const { errors } = errorsOf(response, new Invalid(problems));
    const wrong = Object.entries(errors);
    if (inPlace) answer(ctx, request, response, section, wrong);
    else if (wrong.length > 0) show(ctx, request, response, 422, { section, typed, errors });
    else {
      leaveFlash(response, 'reports.flash.saved');
      response.redirect(303, `/my/reports/${input.id}#section-${section}`);
    }
  } catch (error) {
    if (!(error instanceof Stale)) throw error;
    if (inPlace) {
      fragment(request, response, 'reports/_stale', { section, version }, 409);
      return;
    }
    const { savedAt } = error;
    const shown = service.opened(ctx, actorOf(response), 'report.write', input.id);
    const rows = besideEachOther(languageOf(response), section, shown, typedIn(section, typed, shown));
    show(ctx, request, response, 409, { section, typed, errors: {}, conflict: { rows, savedAt } });
  }
}

/** What a section that saved itself answers: its version, when it was kept, what is wrong and warned of, the rail anew. */
function answer(
  ctx: Ctx,
  request: Request,
  response: Response,
  section: Section,
  errors: [string, string][],
): void {
  const language = languageOf(response);
  const shown = service.opened(ctx, actorOf(response), 'report.write', idOf(request));
  const problems = errors.map(([field, text]) => ({ field, text }));
  const warnings = service.warned(ctx, shown);
  fragment(
    request,
    response,
    'reports/_saved',
    {
      ...savedOf(language, shown, section, warnings),
      problems,
      rail: railOf(language, shown),
      lacks: lacksOf(language, shown).filter((one) => one.section !== section),
      warned: Object.entries(warnedOf(language, warnings)).map(([field, texts]) => ({ field, texts })),
      oob: true,
    },
    errors.length > 0 ? 422 : 200,
  );
}
