// Keeps requests from passing what is not for them: most are reads, and most routes are somebody else's.
import { constants } from 'node:zlib';
import compression from 'compression';
import { type NextFunction, type RequestHandler, Router } from 'express';

/** `handlers` one after the other, as express would, without holding the address against each. */
export function inOrder(handlers: readonly RequestHandler[]): RequestHandler {
  return (request, response, next) => {
    const from = (at: number): NextFunction => {
      return (error?: unknown) => {
        const handler = handlers[at];
        if (error || !handler) return next(error);
        try {
          const later: unknown = handler(request, response, from(at + 1));
          if (later instanceof Promise) later.catch(next);
        } catch (thrown) {
          next(thrown);
        }
      };
    };
    from(0)();
  };
}

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

/**
 * Smaller answers. Pages are small, so that a small window does for them: with the one made for files, each answer on
 * its way holds a quarter of a megabyte, and more with Brotli.
 */
export function compressPages(): RequestHandler {
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 15 } };
  return compression({ windowBits: 13, memLevel: 6, brotli });
}

type Layer = { route?: { path: string } };

/**
 * One handler for the routers of all features, in their order: a request is held only against the routes whose
 * address begins as its own does, not against every pattern of every feature. An address that begins as no route
 * does is held against all of them. Only for routers that spell whole addresses.
 */
export function byAddress(routers: readonly Router[]): RequestHandler {
  const stack = routers.flatMap((router) => (router as unknown as { stack: Layer[] }).stack);
  const all = routerOf(stack);
  const byBeginning = new Map<string, Router>();
  for (const { route } of stack) {
    const beginning = beginningOf(route?.path ?? '/');
    if (byBeginning.has(beginning)) continue;
    byBeginning.set(beginning, routerOf(stack.filter((layer) => mayAnswer(layer, beginning))));
  }
  const handle: RequestHandler = (request, response, next) =>
    (byBeginning.get(beginningOf(request.path)) ?? all)(request, response, next);
  return Object.assign(handle, { stack });
}

/** "/staff/applications" of "/Staff/Applications/7": routes do not tell letter cases apart. */
function beginningOf(path: string): string {
  const second = path.indexOf('/', 1);
  const third = second === -1 ? -1 : path.indexOf('/', second + 1);
  return (third === -1 ? path : path.slice(0, third)).toLowerCase();
}

/** False only where both begin with plain words, and with others. */
function mayAnswer({ route }: Layer, beginning: string): boolean {
  const own = beginningOf(route?.path ?? '/');
  return own === beginning || own.endsWith('/') || beginning.endsWith('/') || /[^\w/.-]/.test(own);
}

function routerOf(stack: readonly Layer[]): Router {
  const router = Router();
  (router as unknown as { stack: Layer[] }).stack.push(...stack);
  return router;
}
