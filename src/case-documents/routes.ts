// Documents of a case: added, opened by whoever their level lets, taken away.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import { headOf } from '../cases/present.js';
import { visibleTo } from '../cases/queries.js';
import type { Ctx } from '../context.js';
import { Invalid, NotFound } from '../errors.js';
import { fileTypes, lockDown } from '../files/present.js';
import { idIn } from '../lib/fields.js';
import { prepareDocument } from '../paper/document.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { DocumentForm, RemoveForm } from './form.js';
import * as present from './present.js';
import * as service from './service.js';

/** All routes about documents of cases. */
export function caseDocumentRoutes(ctx: Ctx): Router {
  const router = Router();
  const load = (asked: Asked) => {
    const one = visibleTo(asked.ctx.db, actorOf(asked.response), idIn(asked.params.id));
    if (!one) throw new NotFound();
    const language = languageOf(asked.response);
    return { head: headOf(one, language), ...present.choicesOf(language) };
  };

  formPage(router, ctx, {
    url: '/staff/cases/:id/documents/new',
    allow: 'case.edit',
    view: 'case-documents/new',
    form: DocumentForm,
    files: 'files',
    load,
    values: () => ({ kind: 'indictment', level: 'staff' }),
    prepare: async (_asked, _input, uploads) => {
      const document = await prepareDocument(ctx, uploads);
      if (document.ok) return document;
      const { problem, name } = document;
      throw new Invalid({ files: { key: `files.problem.${problem}`, values: { name } } });
    },
    save: (asked, input, document) => {
      const caseId = idIn(asked.params.id);
      service.add(asked.ctx, actorOf(asked.response), { caseId, ...input, document });
      return { location: `/staff/cases/${caseId}`, flash: 'case-documents.flash.added' };
    },
  });

  router.get('/staff/cases/:id/documents/:document', allow('case.read'), (request, response) => {
    const { id, document } = request.params;
    const file = service.open(ctx, actorOf(response), idIn(id), idIn(document));
    response.set(lockDown);
    response.attachment(file.name);
    response.type(fileTypes[file.type]).send(file.content);
  });

  formPage(router, ctx, {
    url: '/staff/cases/:id/documents/:document/remove',
    allow: 'case.edit',
    view: 'case-documents/remove',
    form: RemoveForm,
    load: (asked) => {
      const { head } = load(asked);
      const actor = actorOf(asked.response);
      const document = service.find(asked.ctx, actor, head.id, idIn(asked.params.document));
      const [row] = present.rowsOf([document], languageOf(asked.response));
      return { head, row };
    },
    save: (asked) => {
      const [caseId, id] = [idIn(asked.params.id), idIn(asked.params.document)];
      service.remove(asked.ctx, actorOf(asked.response), { caseId, id });
      return { location: `/staff/cases/${caseId}`, flash: 'cases.flash.saved' };
    },
  });

  return router;
}
