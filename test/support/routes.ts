// The routes the application really has, found by walking its router: nobody keeps a list that could be forgotten.
import type { Express } from 'express';
import type { Action } from '../../src/access/policy.js';

export type Route = {
  method: 'GET' | 'POST';
  /** As written in routes.ts: "/my/applications/:id". */
  path: string;
  /** What the guard asks for; undefined when the first handler is no guard. */
  action: Action | undefined;
  /** True when something reads the body between the guard and the deed: files. */
  takesFiles: boolean;
};

type Layer = {
  route?: { path: string; methods: Record<string, boolean>; stack: { handle: { action?: Action } }[] };
  handle: { stack?: Layer[] };
};

/** Every route of `app` in the order they are tried. */
export function routesOf(app: Express): Route[] {
  return walk((app as unknown as { router: { stack: Layer[] } }).router.stack);
}

function walk(stack: Layer[]): Route[] {
  return stack.flatMap((layer) => {
    const { route } = layer;
    if (!route) return walk(layer.handle.stack ?? []);
    return Object.keys(route.methods).map((method) => ({
      method: method.toUpperCase() as Route['method'],
      path: route.path,
      action: route.stack[0]?.handle.action,
      takesFiles: method === 'post' && route.stack.length > 2,
    }));
  });
}

/** True when `url` (a path, each unknown segment written "*") can be answered by a route of this path. */
export function leadsTo(path: string, url: string): boolean {
  const wanted = path.split('/');
  const given = url.split('/');
  if (path.startsWith('/assets/*')) return url.startsWith('/assets/');
  if (wanted.length !== given.length) return false;
  return wanted.every((part, index) => {
    const segment = given[index] ?? '';
    if (part.startsWith(':')) return segment !== '';
    return segment === part || segment === '*';
  });
}
