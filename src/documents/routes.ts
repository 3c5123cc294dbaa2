// The pages on which documents are added and removed, for the applicant and for staff who enter an application.
import { Router } from 'express';
import type { Action } from '../access/policy.js';
import { NothingForm } from '../applications/form.js';
import { headOf } from '../applications/present.js';
import type { Ctx } from '../context.js';
import { Invalid, NotFound } from '../errors.js';
import { minute } from '../lib/time.js';
import { prepareDocument } from '../paper/document.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { FilesForm, isSlot, type Slot } from './form.js';
import { documentRows } from './present.js';
import * as service from './service.js';

/** All routes about the documents of an application. */
export function documentRoutes(ctx: Ctx): Router {
  const router = Router();
  pages(router, ctx, '/my/applications', 'application.edit');
  pages(router, ctx, '/staff/entries', 'application.enter');
  return router;
}

function pages(router: Router, ctx: Ctx, base: string, action: Action): void {
  const load = (asked: Asked) => {
    const place = placeOf(asked);
    const shown = service.placesOf(ctx, actorOf(asked.response), action, place);
    const language = languageOf(asked.response);
    const rows = documentRows(shown.call, shown.documents, language, shown.letterIsTyped);
    const mayFill = (slot: Slot) => shown.may === 'all' || shown.asked.includes(slot);
    return {
      ...headOf(shown, language, base),
      ...place,
      closed: shown.may !== 'all' && shown.asked.length === 0,
      /** The place that is open still has nothing in it: adding comes before going on. */
      sending: rows.some((row) => row.slot === place.slot && !row.document && mayFill(row.slot)),
      documents: rows.map((row) => ({
        ...row,
        current: row.slot === place.slot,
        // Just added: whether everything can be read is to be seen, not asked for.
        fresh: row.document !== null && ctx.clock.now() - row.document.addedAt < 2 * minute,
        editable: mayFill(row.slot),
        removable: shown.may === 'all' && (shown.application.state === 'draft' || !row.required),
      })),
    };
  };

  formPage(router, ctx, {
    url: `${base}/:id/documents/:slot`,
    allow: action,
    view: 'documents/list',
    form: FilesForm,
    files: 'files',
    load,
    prepare: async (_asked, _input, uploads) => {
      const document = await prepareDocument(ctx, uploads);
      if (document.ok) return document;
      const { problem, name } = document;
      throw new Invalid({ files: { key: `files.problem.${problem}`, values: { name } } });
    },
    save: (asked, _input, document) => {
      const place = placeOf(asked);
      service.add(asked.ctx, actorOf(asked.response), action, { ...place, document });
      const location = `${base}/${place.id}/documents/${place.slot}`;
      return { location, flash: 'applications.flash.document_added' };
    },
  });

  formPage(router, ctx, {
    url: `${base}/:id/documents/:slot/remove`,
    allow: action,
    view: 'documents/remove',
    form: NothingForm,
    load,
    save: (asked) => {
      const place = placeOf(asked);
      service.remove(asked.ctx, actorOf(asked.response), action, place);
      const location = `${base}/${place.id}/documents/${place.slot}`;
      return { location, flash: 'applications.flash.document_removed' };
    },
  });
}

function placeOf({ params }: Asked): { id: number; slot: Slot } {
  const { id, slot = '' } = params;
  if (!isSlot(slot)) throw new NotFound();
  return { id: Number(id), slot };
}
