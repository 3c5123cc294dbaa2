// A server in a process of its own, to be killed; the moments are random, and the same every time.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Starts the server on this folder and port; answers when it listens. */
export async function start(folder: string, port: number): Promise<ChildProcess> {
  // Compiled, as npm run kill has it, a server is there in half a second; the test runs it from its source.
  const isCompiled = import.meta.url.endsWith('.js');
  const script = fileURLToPath(new URL(`../support/serve.${isCompiled ? 'js' : 'ts'}`, import.meta.url));
  const given = isCompiled ? [script] : ['--import', 'tsx', script];
  const server = spawn(process.execPath, [...given, folder, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(server.stdout as NodeJS.ReadableStream, 'data');
  return server;
}

/** mulberry32: small, seeded, good enough to pick moments. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
