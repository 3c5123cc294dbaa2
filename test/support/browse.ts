// A real Chromium and a real server for journeys: the one place that knows how to start both.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { createApp } from '../../src/app.js';
import type { Config } from '../../src/config.js';
import { makeWorld, type World } from './world.js';

/** Our own arguments: the ones the package suggests switch security off, and would falsify every test. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium: CHROMIUM_PATH, else the system's, else the one that came with npm. Close it afterwards. */
export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args, headless: true });
}

async function chromiumPath(): Promise<string> {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}

/** A world that listens on localhost (where cookies and passkeys work without TLS); `url` is its address. */
export async function serveWorld(
  overrides: Partial<Config> = {},
): Promise<World & { url: string; stop: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const world = makeWorld({ baseUrl: url, ...overrides });
  server.on('request', createApp(world.ctx));
  const stop = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { ...world, url, stop };
}
