// The pages on which documents obtained at a hearing are added, opened and taken away.
import { type Response, Router } from 'express';
import { allow } from '../access/allow.js';
import { choicesOf } from '../case-documents/present.js';
import type { Ctx } from '../context.js';
import { Invalid, NotFound } from '../errors.js';
import { fileTypes, lockDown } from '../files/present.js';
import { idIn } from '../lib/fields.js';
import { prepareDocument } from '../paper/document.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { ObtainedForm, RemoveForm } from './form.js';
import { documentPage } from './present.js';
import * as service from './service.js';

/** All routes about documents obtained at hearings. */
export function reportDocumentRoutes(ctx: Ctx): Router {
  const router = Router();
  const load = ({ ctx, params, response }: Asked) => {
    const id = idIn(params.id);
    const page = documentPage(
      languageOf(response),
      service.obtained(ctx, actorOf(response), 'report.write', id),
    );
    if (!page.isOpen) throw new NotFound();
    return { ...page, ...choicesOf(languageOf(response)) };
  };
  const back = (id: number, flash: string) => ({ location: `/my/reports/${id}#section-documents`, flash });

  formPage(router, ctx, {
    url: '/my/reports/:id/documents/new',
    allow: 'report.write',
    view: 'report-documents/new',
    form: ObtainedForm,
    files: 'files',
    load,
    values: () => ({ level: 'staff' }),
    prepare: async (_asked, _input, uploads) => {
      const document = await prepareDocument(ctx, uploads);
      if (document.ok) return document;
      const { problem, name } = document;
      // Of sound and moving pictures the reason is said, not only that they are not taken.
      const key =
        problem === 'wrong_type' ? 'report-documents.problem.wrong_type' : `files.problem.${problem}`;
      throw new Invalid({ files: { key, values: { name } } });
    },
    save: (asked, { nothingRecorded: _said, ...input }, document) => {
      const id = idIn(asked.params.id);
      service.add(asked.ctx, actorOf(asked.response), { ...input, id, document });
      return back(id, 'case-documents.flash.added');
    },
  });

  formPage(router, ctx, {
    url: '/my/reports/:id/documents/:document/remove',
    allow: 'report.write',
    view: 'report-documents/remove',
    form: RemoveForm,
    load: (asked) => {
      const page = load(asked);
      const row = page.documents.find(({ id }) => id === idIn(asked.params.document));
      if (!row) throw new NotFound();
      return { ...page, row };
    },
    save: (asked) => {
      const id = idIn(asked.params.id);
      const documentId = idIn(asked.params.document);
      service.remove(asked.ctx, actorOf(asked.response), { id, documentId });
      return back(id, 'report-documents.flash.removed');
    },
  });

  const send = (response: Response, file: ReturnType<typeof service.open>) => {
    response.set(lockDown);
    response.attachment(file.name);
    response.type(fileTypes[file.type]).send(file.content);
  };
  router.get('/my/reports/:id/documents/:document', allow('report.write'), (request, response) => {
    const asked = { id: idIn(request.params.id), documentId: idIn(request.params.document) };
    send(response, service.open(ctx, actorOf(response), 'report.write', asked));
  });
  router.get('/staff/reviews/:id/documents/:document', allow('review.read'), (request, response) => {
    const asked = { id: idIn(request.params.id), documentId: idIn(request.params.document) };
    send(response, service.open(ctx, actorOf(response), 'review.read', asked));
  });

  return router;
}
