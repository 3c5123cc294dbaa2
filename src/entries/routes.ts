// The staff's pages for applications that came by e-mail or on paper; sections and documents have their own.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import { NothingForm } from '../applications/form.js';
import { headOf } from '../applications/present.js';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { checkPage, tasksPage } from '../submissions/present.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { EntryForm } from './form.js';
import { choicesFor, rowsOf } from './present.js';
import * as service from './service.js';

const ENTRIES = '/staff/entries';

/** All routes of entering an application for somebody. */
export function entryRoutes(ctx: Ctx): Router {
  const router = Router();
  const draft = (asked: Asked) => service.openedDraft(ctx, actorOf(asked.response), idIn(asked.params.id));

  router.get('/staff/entries', allow('application.enter'), (request, response) => {
    page(request, response, 'entries/staff-list', {
      rows: rowsOf(service.openEntries(ctx), languageOf(response)),
    });
  });

  formPage(router, ctx, {
    url: '/staff/entries/new',
    allow: 'application.enter',
    view: 'entries/staff-new',
    form: EntryForm,
    load: (asked) => {
      const choices = choicesFor(service.callsToEnterFor(ctx), languageOf(asked.response));
      return { ...choices, language: languageOf(asked.response) };
    },
    values: ({ calls, language }) => ({ callId: calls[0]?.value ?? '', language }),
    save: (asked, input) => {
      const id = service.begin(asked.ctx, actorOf(asked.response), input);
      return { location: `/staff/entries/${id}`, flash: 'entries.flash.begun' };
    },
  });

  router.get('/staff/entries/:id', allow('application.enter'), (request, response) => {
    const shown = service.opened(ctx, actorOf(response), idIn(request.params.id));
    const { id, state } = shown.application;
    if (state !== 'draft') return response.redirect(303, `/staff/applications/${id}`);
    page(request, response, 'submissions/tasks', tasksPage(shown, languageOf(response), ENTRIES));
  });

  formPage(router, ctx, {
    url: '/staff/entries/:id/check',
    allow: 'application.enter',
    view: 'submissions/check',
    form: NothingForm,
    load: (asked) => checkPage(draft(asked), languageOf(asked.response), ENTRIES),
    save: (asked) => {
      const id = idIn(asked.params.id);
      service.finish(asked.ctx, actorOf(asked.response), id);
      return { location: `/staff/applications/${id}`, flash: 'entries.flash.entered' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/entries/:id/delete',
    allow: 'application.enter',
    view: 'entries/staff-delete',
    form: NothingForm,
    load: (asked) => headOf(draft(asked), languageOf(asked.response), ENTRIES),
    save: (asked) => {
      service.remove(asked.ctx, actorOf(asked.response), idIn(asked.params.id));
      return { location: '/staff/entries', flash: 'entries.flash.deleted' };
    },
  });

  return router;
}
