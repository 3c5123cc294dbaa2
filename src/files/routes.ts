// Documents as a download and, page by page, as pictures: nothing in a document ever runs in our pages.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { idIn } from '../lib/fields.js';
import { pageImage } from '../paper/pages.js';
import { actorOf } from '../web/session.js';
import { fileTypes, lockDown } from './present.js';
import { read } from './service.js';

/** Routes that serve documents. */
export function fileRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get('/files/:id', allow('document.read'), (request, response) => {
    const file = read(ctx, actorOf(response), idIn(request.params.id));
    response.set(lockDown);
    response.attachment(file.name);
    response.type(fileTypes[file.type]).send(file.content);
  });

  router.get('/files/:id/pages/:page', allow('document.read'), async (request, response) => {
    const file = read(ctx, actorOf(response), idIn(request.params.id));
    const page = idIn(request.params.page);
    if (file.type !== 'pdf' || page < 1 || page > (file.pages ?? 0)) throw new NotFound();
    const image = await pageImage(file.content, page);
    response.set(lockDown);
    response.type(image[0] === 0x89 ? 'image/png' : 'image/jpeg').send(image);
  });

  return router;
}
