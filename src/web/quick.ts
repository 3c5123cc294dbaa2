// Keeps requests from passing what is not for them: most are reads, and most routes are somebody else's.
import type { RequestHandler, Router } from 'express';

const reads = new Set(['GET', 'HEAD']);

/** `handler`, for requests that write; a read goes past it. */
export function forWrites(handler: RequestHandler): RequestHandler {
  return (request, response, next) => (reads.has(request.method) ? next() : handler(request, response, next));
}

/** `handler`, for everybody but the staff's pages. */
export function outsideStaff(handler: RequestHandler): RequestHandler {
  return (request, response, next) =>
    request.url.startsWith('/staff') ? next() : handler(request, response, next);
}

type Layer = { route?: { path: string } };

/**
 * Makes a feature's router look at a request only when its address begins as one of its routes does; otherwise the
 * request would be held against every pattern of every feature. Only for routers that spell whole addresses.
 */
export function onlyOwnAddresses(router: Router): Router {
  const { stack, handle } = router as unknown as { stack: Layer[]; handle: RequestHandler };
  const beginnings = [...new Set(stack.map((layer) => beginningOf(layer.route?.path ?? '/')))];
  const quick: RequestHandler = (request, response, next) => {
    const path = request.path.toLowerCase();
    if (beginnings.some((beginning) => path.startsWith(beginning)))
      handle.call(router, request, response, next);
    else next();
  };
  return Object.assign(router, { handle: quick });
}

/** "/staff/applications/" of "/staff/applications/:id", in small letters: routes do not tell letter cases apart. */
function beginningOf(path: string): string {
  const [fixed = '/'] = path.split(/[:*{(]/);
  return fixed.toLowerCase();
}
