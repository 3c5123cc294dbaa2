// /metrics: how many and how long, by pattern, on an address of its own; nothing of anybody's.
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../../src/server.js';
import type { Metrics } from '../../src/web/metrics.js';
import { makeCallWorld } from '../support/calls.js';
import { freePort } from '../support/port.js';
import { makeWorld, type World } from '../support/world.js';

const textOf = (world: World) => (world.app.locals.metrics as Metrics).text();

test('counts by method, pattern and status, and says how things are', async () => {
  const world = makeCallWorld();
  const browser = world.browser();
  await browser.get('/calls/sample');
  await browser.get('/calls/2020');
  await browser.get('/calls/none');

  const text = await textOf(world);

  expect(text).toContain('hlc_request_seconds_count{method="GET",route="/calls/:slug",status="200"} 2\n');
  expect(text).toContain('hlc_request_seconds_count{method="GET",route="/calls/:slug",status="404"} 1\n');
  expect(text).toContain('{le="+Inf",method="GET",route="/calls/:slug",status="200"} 2\n');
  expect(text).toContain('hlc_well{part="database"} 1\n');
});

test('holds no address, token, name or number, and does not grow with what is asked for', async () => {
  const world = makeCallWorld();
  const browser = world.browser();
  const zana = world.signedIn('Zana Planted', ['applicant']).browser;
  const lines = async () => (await textOf(world)).split('\n').length;
  await browser.get('/planted-0');
  await zana.get('/my/applications/7001');
  await browser.post('/sign-in', { email: 'planted@example.org' });
  const before = await lines();

  for (let i = 0; i < 60; i++) {
    await browser.get(`/planted-${i}?token=planted${i}`);
    await zana.get(`/my/applications/70${i}`);
    await browser.post('/sign-in', { email: `planted${i}@example.org` });
  }

  // What is counted may be any number: the bytes of the memory as well as somebody's.
  const named = (await textOf(world)).replace(/ [\d.e+-]+$/gm, '');
  expect(await lines()).toBe(before);
  expect(named).toContain('hlc_memory_bytes\n');
  expect(named).not.toMatch(/planted|zana|@|70\d\d/i);
});

test('is on its own address alone, which has nothing else, and ends with the server', async () => {
  const metricsPort = await freePort();
  const world = makeWorld({ port: 0, metricsPort });
  const { port, stop } = await listen(world.ctx);
  let stopped = false;
  onTestFinished(() => (stopped ? undefined : stop()));
  const ask = async (at: number, path: string, method = 'GET') =>
    (await fetch(`http://127.0.0.1:${at}${path}`, { method })).status;

  const found = [
    await ask(metricsPort, '/metrics'),
    await ask(metricsPort, '/'),
    await ask(metricsPort, '/metrics', 'POST'),
    await ask(metricsPort, '/calls'),
    await ask(port, '/metrics'),
    await ask(port, '/health'),
  ];
  await stop();
  stopped = true;

  expect(found).toEqual([200, 404, 404, 404, 404, 200]);
  await expect(fetch(`http://127.0.0.1:${metricsPort}/metrics`)).rejects.toThrow();
});
