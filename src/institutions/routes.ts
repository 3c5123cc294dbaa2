// The pages on which staff keep the list of law faculties.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import { NothingForm } from '../applications/form.js';
import { allInstitutions } from '../calls/queries.js';
import type { Ctx } from '../context.js';
import { collator } from '../i18n/format.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { ChangeForm, InstitutionForm } from './form.js';
import { kindOptions, nameOf, rowsOf, typedRows } from './present.js';
import { applicationsNaming, callsNaming, typedInstitutions } from './queries.js';
import * as service from './service.js';

const LIST = '/staff/institutions';
/** Nobody links more of them at a sitting. */
const MOST_TYPED = 100;

/** All routes of the list of institutions. */
export function institutionRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get(LIST, allow('institution.read'), (_request, response) => {
    const language = languageOf(response);
    const named = { calls: callsNaming(ctx.db), applications: applicationsNaming(ctx.db) };
    const all = allInstitutions(ctx.db);
    const rows = rowsOf(all, named, language, collator(language));
    const typed = typedRows(typedInstitutions(ctx.db, actorOf(response).personId, MOST_TYPED), all, language);
    page(_request, response, 'institutions/staff-list', { rows, count: rows.length, typed });
  });

  formPage(router, ctx, {
    url: `${LIST}/new`,
    allow: 'institution.edit',
    view: 'institutions/staff-new',
    form: InstitutionForm,
    load: ({ response }) => ({ kinds: kindOptions(languageOf(response)) }),
    save: (asked, input) => {
      service.add(asked.ctx, actorOf(asked.response), input);
      return { location: LIST, flash: 'institutions.flash.added' };
    },
  });

  const one = (asked: Asked) => {
    const found = service.institution(ctx, asked.params.id ?? '');
    const language = languageOf(asked.response);
    const uses = service.usesOf(ctx, found.id);
    return { id: found.id, found, name: nameOf(found, language), uses, kinds: kindOptions(language) };
  };

  formPage(router, ctx, {
    url: `${LIST}/:id`,
    allow: 'institution.edit',
    view: 'institutions/staff-show',
    form: ChangeForm,
    load: (asked) => {
      const shown = one(asked);
      return { ...shown, version: shown.found.version };
    },
    values: ({ found }) => ({ ...found }),
    save: (asked, input) => {
      service.change(asked.ctx, actorOf(asked.response), { id: asked.params.id ?? '', ...input });
      return { location: LIST, flash: 'institutions.flash.changed' };
    },
  });

  formPage(router, ctx, {
    url: `${LIST}/:id/remove`,
    allow: 'institution.edit',
    view: 'institutions/staff-remove',
    form: NothingForm,
    load: one,
    save: (asked) => {
      service.remove(asked.ctx, actorOf(asked.response), asked.params.id ?? '');
      return { location: LIST, flash: 'institutions.flash.removed' };
    },
  });

  return router;
}
