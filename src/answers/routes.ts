// One page a section, for the applicant and, under another address, for staff who enter an application.
import { type Response, Router } from 'express';
import { allow } from '../access/allow.js';
import type { Action } from '../access/policy.js';
import { headOf } from '../applications/present.js';
import type { Ctx } from '../context.js';
import { firstSlot } from '../documents/present.js';
import { Invalid, NotFound, Stale } from '../errors.js';
import { say } from '../i18n/index.js';
import { idIn } from '../lib/fields.js';
import { fieldName } from '../requests/present.js';
import { fieldsAsked } from '../requests/rules.js';
import { type Asked, type Done, formPage, type Typed } from '../web/form-page.js';
import { copyKeyFor } from '../web/security.js';
import { actorOf } from '../web/session.js';
import { fragment, languageOf, wantsFragment } from '../web/views.js';
import { isSection, type Section, sectionForms } from './form.js';
import { optionsFor, traceOf } from './present.js';
import { laterFields } from './rules.js';
import * as service from './service.js';

type Place = { base: string; action: Action };

/** All routes of the sections. */
export function answerRoutes(ctx: Ctx): Router {
  const router = Router();
  for (const place of [
    { base: '/my/applications', action: 'application.edit' },
    { base: '/staff/entries', action: 'application.enter' },
  ] as const) {
    for (const section of Object.keys(sectionForms) as Section[]) sectionPage(router, ctx, place, section);
    draft(router, ctx, place);
  }
  return router;
}

function sectionPage(router: Router, ctx: Ctx, place: Place, section: Section): void {
  const { base, action } = place;
  formPage(router, ctx, {
    url: `${base}/:id/${section}`,
    allow: action,
    view: `answers/${section}`,
    form: sectionForms[section],
    load: (asked) => modelOf(asked, place, section),
    values: ({ body }) => body,
    keep: (asked, posted) => keepTyped(asked, action, section, posted),
    save: (asked) => {
      keepTyped(asked, action, section, asked.request.body as Typed);
      return nextAfter(asked, place, section);
    },
  });
}

/** A section saves itself while somebody types; without JavaScript it is a plain way to save and stay. */
function draft(router: Router, ctx: Ctx, { base, action }: Place): void {
  router.post(`${base}/:id/:section/draft`, allow(action), (request, response) => {
    const { id, section = '' } = request.params as Record<string, string>;
    if (!isSection(section)) throw new NotFound();
    const posted = request.body as Typed;
    const actor = actorOf(response);
    try {
      const version = versionOf(posted);
      const saved = service.saveSection(ctx, actor, action, { id: Number(id), section, posted, version });
      if (!wantsFragment(request)) return response.redirect(303, `${base}/${id}/${section}`);
      const isJudged = section === 'studies' || section === 'experience';
      const trace = isJudged ? traceNow(ctx, response, action, Number(id)) : null;
      fragment(request, response, 'answers/_kept', { ...saved, trace });
    } catch (error) {
      if (!wantsFragment(request)) throw error;
      const version = String(posted.version ?? '');
      if (error instanceof Stale) {
        const why = say(languageOf(response), 'site.saved.conflict');
        return fragment(request, response, 'answers/_not-kept', { version, why }, 409);
      }
      if (!(error instanceof Invalid)) throw error;
      const why = say(languageOf(response), 'applications.section.not_whole');
      fragment(request, response, 'answers/_not-kept', { version, why }, 422);
    }
  });
}

function modelOf(asked: Asked, { base, action }: Place, section: Section) {
  const { ctx, request, response } = asked;
  const shown = service.opened(ctx, actorOf(response), action, idIn(request.params.id));
  const { bodies, documents, institutions, conditions, person } = shown.contents;
  const language = languageOf(response);
  const saved = bodies[section];
  const known = { name: person?.name ?? '', phone: person?.phone ?? '', letterLanguage: language };
  const isJudged = section === 'studies' || section === 'experience';
  const fields = fieldsAsked(shown.asked?.items, section);
  const isClosed =
    shown.may === 'nothing' || (shown.may === 'later' && !laterFields[section] && fields.length === 0);
  return {
    ...headOf(shown, language, base),
    ...optionsFor(institutions, language),
    body: (saved?.body ?? (section === 'about' ? known : {})) as Typed,
    version: saved?.version ?? 0,
    savedAt: saved?.savedAt ?? null,
    // What was sent is changed on purpose, by the button; a draft keeps itself.
    autosave: shown.application.state === 'draft' && shown.may === 'all',
    copyKey: copyKeyFor(request, response, `application:${shown.application.id}`),
    closed: isClosed,
    partly: shown.may === 'later' && fields !== 'all' && laterFields[section] !== undefined,
    asked:
      fields === 'all'
        ? []
        : fields.filter((field) => field !== 'institutionOther').map((field) => fieldName(field, language)),
    trace: isJudged ? traceOf(bodies, conditions, language) : null,
    letterDocument: documents.find((one) => one.slot === 'motivation_letter') ?? null,
    letterWanted: [...shown.call.requiredDocuments, ...shown.call.optionalDocuments].includes(
      'motivation_letter',
    ),
  };
}

function traceNow(ctx: Ctx, response: Response, action: Action, id: number) {
  const { contents } = service.opened(ctx, actorOf(response), action, id);
  return traceOf(contents.bodies, contents.conditions, languageOf(response));
}

function keepTyped(asked: Asked, action: Action, section: Section, posted: Typed): void {
  const input = { id: idIn(asked.params.id), section, posted, version: versionOf(posted) };
  service.saveSection(asked.ctx, actorOf(asked.response), action, input);
}

function versionOf(posted: Typed): number {
  const version = Number(posted.version);
  return Number.isSafeInteger(version) ? version : 0;
}

const order: readonly Section[] = ['about', 'studies', 'experience', 'letter'];

/** The section after this one; from the last to the documents; what was sent already goes back to its page. */
function nextAfter(asked: Asked, { base, action }: Place, section: Section): Done {
  const id = idIn(asked.params.id);
  const { application, call } = service.opened(asked.ctx, actorOf(asked.response), action, id);
  const here = `${base}/${id}`;
  if (application.state === 'info_requested') return `${here}/supply`;
  if (application.state !== 'draft') return { location: here, flash: 'applications.flash.changed' };
  if (section === 'declarations') return `${here}/check`;
  const slot = firstSlot(call);
  const next = order[order.indexOf(section) + 1] ?? (slot ? `documents/${slot}` : undefined);
  return next ? `${here}/${next}` : here;
}
