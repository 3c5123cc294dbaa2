// The certificate as a PDF: one's own, and for staff.
import { type Request, type Response, Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { say } from '../i18n/index.js';
import { idIn } from '../lib/fields.js';
import { certificatePdf } from '../paper/certificate.js';
import { actorOf } from '../web/session.js';
import { certificateLanguages, certificateOf } from './present.js';
import * as service from './service.js';

/** All routes about certificates. */
export function certificateRoutes(ctx: Ctx): Router {
  const router = Router();
  router.get('/my/placement/certificate/:language', allow('placement.follow'), (request, response) =>
    send(ctx, request, response, 'mine'),
  );
  router.get('/staff/placements/:id/certificate/:language', allow('placement.read'), (request, response) =>
    send(ctx, request, response, { placementId: idIn(request.params.id) }),
  );
  return router;
}

async function send(
  ctx: Ctx,
  request: Request,
  response: Response,
  of: Parameters<typeof service.taken>[2],
): Promise<void> {
  const language = certificateLanguages.find((one) => one === request.params.language);
  if (!language) throw new NotFound();
  const figures = service.taken(ctx, actorOf(response), of);
  const pdf = await certificatePdf(certificateOf(language, figures, ctx.clock.now()));
  response.set('Cache-Control', 'private, no-store');
  response.attachment(`${say(language, 'certificates.file')}.pdf`);
  response.type('application/pdf').send(pdf);
}
