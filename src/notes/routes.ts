// Notes on a file: written by those who read it, and read by whoever is named in one.
import { Router } from 'express';
import { NothingForm } from '../applications/form.js';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { NoteForm } from './form.js';
import { notesPart } from './present.js';
import * as service from './service.js';

/** All routes about notes. */
export function noteRoutes(ctx: Ctx): Router {
  const router = Router();
  const load = (asked: Asked) => {
    const opened = service.opened(asked.ctx, actorOf(asked.response), idIn(asked.params.id));
    const notes = notesPart(opened, languageOf(asked.response));
    return { id: opened.application.id, name: opened.name, notes };
  };
  const back = (id: string | undefined) => `/staff/applications/${id}#notes`;

  formPage(router, ctx, {
    url: '/staff/applications/:id/notes',
    allow: 'note.write',
    view: 'notes/staff-list',
    form: NoteForm,
    load,
    save: (asked, { note }) => {
      service.write(asked.ctx, actorOf(asked.response), { id: idIn(asked.params.id), note });
      return { location: back(asked.params.id), flash: 'notes.flash.kept' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/applications/:id/notes/read',
    allow: 'note.write',
    view: 'notes/staff-list',
    form: NothingForm,
    load,
    save: (asked) => {
      service.haveRead(asked.ctx, actorOf(asked.response), { id: idIn(asked.params.id) });
      return { location: back(asked.params.id), flash: 'notes.flash.read' };
    },
  });

  return router;
}
