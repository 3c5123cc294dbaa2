// What requests are kept from passing: nothing that would have answered them.
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import supertest from 'supertest';
import { expect, test } from 'vitest';
import { byAddress, inOrder, inTurn } from '../../src/web/quick.js';

const paths = [
  ['/', '/health', '/calls', '/calls/:slug', '/calls/:slug/check'],
  ['/staff/calls', '/staff/calls/:id', '/Staff/Letters/:id', '/staff/:what'],
  ['/staff/letters', '/staff/letters/new', '/staff/letters.csv', '/my{/:year}/letters'],
  ['/staff/letters/:id/copy', '/:anything/else', '/files/*path'],
];
const asked = [
  ...['/', '/calls', '/calls/', '/CALLS', '/calls/2020', '/calls/2020/check', '/calls/2020/check/'],
  ...['/staff', '/staff/', '/staff/calls', '/staff/calls/7', '/STAFF/letters/7', '/staff/letters/new'],
  ...['/staff/letters.csv', '/staff/letters/7/copy', '/staff/other', '/my/letters', '/my/2026/letters'],
  ...[
    '/whatever/else',
    '/files/a/b/c',
    '/files',
    '//staff/calls',
    '/%73taff/calls',
    '/staff%2Fcalls',
    '/health',
  ],
];

function routers(): Router[] {
  return paths.map((some) => {
    const router = Router();
    for (const path of some) {
      const answer: RequestHandler = (request, response) => {
        response.json({ path, params: request.params });
      };
      router.get(path, answer);
    }
    return router;
  });
}

test('every address is answered by the route that express alone would have chosen', async () => {
  const plain = express();
  for (const router of routers()) plain.use(router);
  const quick = express();
  quick.use(byAddress(routers()));

  for (const url of asked) {
    const expected = await supertest(plain).get(url);
    const given = await supertest(quick).get(url);
    expect({ url, status: given.status, body: given.body }).toEqual({
      url,
      status: expected.status,
      body: expected.body,
    });
  }
});

test('a route that hands on leaves the address to the routers after it', async () => {
  const first = Router();
  first.get('/staff/calls/:id', (_request, _response, next) => next());
  const second = Router();
  second.get('/staff/:kind/:id', (request, response) => void response.json(request.params));
  const quick = express();
  quick.use(byAddress([first, second]));

  expect((await supertest(quick).get('/staff/calls/7')).body).toEqual({ kind: 'calls', id: '7' });
  expect((await supertest(quick).get('/staff/nothing')).status).toBe(404);
});

test('handlers in a row pass a request on in their order, and what one throws, now or later, is the answer', async () => {
  const pass: RequestHandler = (request, response, next) => {
    response.append('X-Passed', String(request.query.at));
    setImmediate(next);
  };
  const stop: RequestHandler = (request, _response, next) => {
    if (request.query.stop === 'now') throw new Error('now');
    next();
  };
  const reject: RequestHandler = async () => {
    throw new Error('later');
  };
  const app = express();
  app.use(inOrder([pass, pass, stop]));
  app.get('/', (_request, response) => void response.send('through'));
  app.use('/later', inOrder([reject]));
  const told: express.ErrorRequestHandler = (error: Error, _request, response, _next) =>
    void response.status(500).send(error.message);
  app.use(told);

  const through = await supertest(app).get('/?at=1');
  expect([through.text, through.headers['x-passed']]).toEqual(['through', '1, 1']);
  expect((await supertest(app).get('/?stop=now')).text).toBe('now');
  expect((await supertest(app).get('/later')).text).toBe('later');
});

test('writes that came together are done one by one in their order, and reads before them', async () => {
  const done: string[] = [];
  const queue = inTurn();
  const come = (method: string, name: string) =>
    queue({ method } as Request, {} as Response, () => void done.push(name));
  for (const name of ['first', 'second', 'third']) come('POST', name);
  come('GET', 'page');
  expect(done).toEqual(['page']);
  const looks: number[] = [];
  for (let look = 0; done.length < 4 && look < 20; look += 1) {
    await new Promise((resume) => setImmediate(resume));
    looks.push(done.length);
  }
  expect(done).toEqual(['page', 'first', 'second', 'third']);
  // Between two of them the network was looked at: never two within one round.
  expect(looks).toEqual(expect.arrayContaining([2, 3, 4]));
});
