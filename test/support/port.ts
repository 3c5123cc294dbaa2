// Ports that stay free: below those that a system gives to whoever asks for any, as each request of a test does.
import { createServer } from 'node:net';

const FIRST = 20_000;
const COUNT = 10_000;
let tries = process.pid * 97;

/** The next to try; every process begins elsewhere. */
export const nextPort = () => FIRST + (tries++ % COUNT);

/** A port nobody listens on, for a process that is started, killed and started again. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = nextPort();
    const probe = createServer();
    const isFree = await new Promise<boolean>((done) => {
      probe.once('error', () => done(false));
      probe.listen(port, '127.0.0.1', () => done(true));
    });
    if (!isFree) continue;
    await new Promise((done) => probe.close(done));
    return port;
  }
}
