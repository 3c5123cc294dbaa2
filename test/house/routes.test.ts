// Every route says who may take it, stands once, and spells its whole address.

import express, { Router } from 'express';
import { expect, test } from 'vitest';
import { allow } from '../../src/access/allow.js';
import { policy } from '../../src/access/policy.js';
import { type Route, routesOf } from '../support/routes.js';
import { makeWorld } from '../support/world.js';
import { sources, withoutComments } from './source.js';

const unguarded = (routes: Route[]) => routes.filter(({ action }) => !action || !(action in policy));

/** Routes of one method and path that stand twice, unless the first passes on to the second with next(). */
function twice(routes: Route[], passOn: string[] = []): string[] {
  const names = routes.map(({ method, path }) => `${method} ${path}`);
  return names.filter((name, index) => names.indexOf(name) !== index && !passOn.includes(name));
}

/** A link that no longer opens is answered first, by a route that passes the others on. */
const passOn = ['GET /sign-in/link', 'GET /invitation', 'GET /setup', 'GET /account/email/confirm'];

test('every route begins with a guard whose action is in the policy', () => {
  const routes = routesOf(makeWorld().app);

  expect(routes.length).toBeGreaterThan(20);
  expect(unguarded(routes)).toEqual([]);
});

test('no route stands twice, and both that share an address ask for the same right', () => {
  const routes = routesOf(makeWorld().app);
  const rights = passOn.map((name) => [
    ...new Set(routes.filter(({ method, path }) => `${method} ${path}` === name).map(({ action }) => action)),
  ]);

  expect(twice(routes, passOn)).toEqual([]);
  expect(rights.map((actions) => actions.length)).toEqual(passOn.map(() => 1));
});

test('every route answers GET or POST under a whole address in lower case', () => {
  const odd = routesOf(makeWorld().app).filter(
    ({ method, path }) =>
      !['GET', 'POST'].includes(method) || !/^\/([a-z.:*-]|\/(?!\/))*$/i.test(path) || /[A-Z]/.test(path),
  );

  expect(odd).toEqual([]);
});

test('every action of the policy is asked for somewhere', () => {
  const asked = new Set(routesOf(makeWorld().app).map(({ action }) => action));
  const code = sources(['src', 'views'], ['.ts', '.hbs'])
    .filter(({ path }) => path !== 'src/access/policy.ts')
    .map(({ text }) => withoutComments(text))
    .join('\n');
  const idle = Object.keys(policy).filter(
    (action) => !asked.has(action as keyof typeof policy) && !code.includes(`'${action}'`),
  );

  expect(idle).toEqual([]);
});

test('only web/uploads.ts reads multipart forms, and a form with files posts to a route that reads them there', () => {
  const users = sources(['src'], ['.ts']).filter(({ text }) => /from '(multer|busboy)'/.test(text));
  const takers = routesOf(makeWorld().app).filter(({ takesFiles }) => takesFiles);

  expect(users.map(({ path }) => path)).toEqual(['src/web/uploads.ts']);
  expect(takers.map(({ path }) => path)).toContain('/my/applications/:id/documents/:slot');
});

test('a route without a guard, with an unknown action, or standing twice is noticed', () => {
  const app = express();
  const router = Router();
  router.get('/bare', (_request, response) => void response.end());
  router.get('/odd', Object.assign(allow('public'), { action: 'no.such' }) as never, (_r, s) => void s.end());
  router.get('/fine', allow('public'), (_request, response) => void response.end());
  router.get('/fine', allow('public'), (_request, response) => void response.end());
  app.use(router);
  const routes = routesOf(app);

  expect(unguarded(routes).map(({ path }) => path)).toEqual(['/bare', '/odd']);
  expect(twice(routes)).toEqual(['GET /fine']);
});
