// Moves what was written from the log into the database file in a thread of its own, so that no request waits for it.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Looked every so often, in milliseconds; done when so many pages wait: sixteen megabytes. */
const EVERY = 250;
const ENOUGH = 4000;

/**
 * Starts the thread for this database file; `failed` is told the code when it could not. Where it ended or fell behind,
 * SQLite does the same within a write (`wal_autocheckpoint` in open.ts): slower, and nothing is lost either way.
 */
export function startCheckpoints(file: string, failed: (code: string) => void): { stop(): Promise<void> } {
  const worker = new Worker(new URL('./checkpoint-worker.mjs', import.meta.url), {
    env: {},
    execArgv: [],
    workerData: { file, every: EVERY, enough: ENOUGH },
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 1 },
  });
  let ended = false;
  worker.on('message', ({ code }: { code: string }) => failed(code));
  worker.on('error', (error: Error & { code?: string }) => failed(error.code ?? error.name));
  worker.once('exit', () => {
    ended = true;
  });
  // It must not keep the process alive.
  worker.unref();
  return {
    async stop() {
      if (ended) return;
      const exit = once(worker, 'exit');
      worker.postMessage('stop');
      await exit;
    },
  };
}
