// Requests that are Express's own before Express sees them.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { bornExpress } from '../../src/web/born.js';

test('a request and its response have from the start the prototypes that Express gives them', async () => {
  const app = express();
  app.post('/said', express.text(), (request, response) => {
    response.status(201).json({ type: request.get('Content-Type'), said: request.body, path: request.path });
  });
  const server = createServer(bornExpress(app));
  const born: unknown[] = [];
  server.on('request', (request, response) => {
    born.push(
      Object.getPrototypeOf(request) === app.request,
      Object.getPrototypeOf(response) === app.response,
    );
  });
  server.on('request', app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const { port } = server.address() as AddressInfo;
  const headers = { 'Content-Type': 'text/plain' };
  const answer = await fetch(`http://127.0.0.1:${port}/said?x=1`, {
    method: 'POST',
    headers,
    body: 'Përshëndetje',
  });

  expect(answer.status).toBe(201);
  expect(await answer.json()).toEqual({ type: 'text/plain', said: 'Përshëndetje', path: '/said' });
  expect(born).toEqual([true, true]);
  server.closeAllConnections();
  server.close();
});
