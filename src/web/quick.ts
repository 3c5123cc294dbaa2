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

/** `handler`, for the ceremonies of passkeys: what a script sends there, no form does anywhere. */
export function forPasskeys(handler: RequestHandler): RequestHandler {
  return (request, response, next) =>
    /\/passkeys?(\/options)?$/.test(request.path) ? handler(request, response, next) : next();
}

/**
 * Writes one after the other, in the order they came, and with a look at the network between two of them. Without it
 * all that had arrived are done in one go: pages wait for fifty commits, and of two hundred students in the last
 * minutes a few wait for all others, as one new connection is taken in at each look.
 */
export function inTurn(): RequestHandler {
  const waiting: NextFunction[] = [];
  const turn = () => {
    const next = waiting.shift();
    if (waiting.length > 0) setImmediate(turn);
    next?.();
  };
  return forWrites((_request, _response, next) => {
    if (waiting.push(next) === 1) setImmediate(turn);
  });
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

type Layer = {
  route?: { path: string; stack: { handle: RequestHandler }[] };
  match(path: string): boolean;
};
const stackOf = (router: Router) => (router as unknown as { stack: Layer[] }).stack;

/** Tells whether a path is one of a route with such a handler. */
export function pathsWith(routers: readonly Router[], is: (handler: object) => boolean) {
  const layers = routers
    .flatMap(stackOf)
    .filter(({ route }) => route?.stack.some(({ handle }) => is(handle)));
  return (path: string): boolean => layers.some((layer) => layer.match(path));
}

/**
 * One handler for the routers of all features, in their order: a request is held only against the routes whose
 * address begins as its own does and is as long, not against every pattern of every feature. An address like no
 * route's is held against all of them. Only for routers that spell whole addresses.
 */
export function byAddress(routers: readonly Router[]): RequestHandler {
  const stack = routers.flatMap(stackOf);
  const all = routerOf(stack);
  const byShape = new Map<string, Router>();
  for (const { route } of stack) {
    const shape = shapeOf(route?.path ?? '/');
    if (!byShape.has(shape)) byShape.set(shape, routerOf(stack.filter((layer) => mayAnswer(layer, shape))));
  }
  const handle: RequestHandler = (request, response, next) =>
    (byShape.get(shapeOf(request.path)) ?? all)(request, response, next);
  return Object.assign(handle, { stack });
}

/** "3 /staff/applications" of "/Staff/Applications/7/": routes tell neither letter cases nor a last slash apart. */
function shapeOf(path: string): string {
  let parts = 0;
  let end = path.length;
  for (let at = 0; at < path.length; at += 1) {
    if (path[at] !== '/') continue;
    if (at < path.length - 1) parts += 1;
    if (parts === 3 && end === path.length) end = at;
  }
  const beginning = path.slice(0, end).toLowerCase();
  return `${parts} ${beginning.length > 1 && beginning.endsWith('/') ? beginning.slice(0, -1) : beginning}`;
}

const plain = /^[\w/.-]+$/;
const fixed = /^[\w/.:-]+$/;

/** False only where both are of a fixed length and another, or begin with plain words, and with others. */
function mayAnswer({ route }: Layer, shape: string): boolean {
  const path = route?.path ?? '/';
  if (!fixed.test(path)) return true;
  const [parts, beginning = ''] = shapeOf(path).split(' ');
  const [otherParts, other = ''] = shape.split(' ');
  if (parts !== otherParts) return false;
  return beginning === other || !plain.test(beginning) || !plain.test(other);
}

function routerOf(stack: readonly Layer[]): Router {
  const router = Router();
  stackOf(router).push(...stack);
  return router;
}
