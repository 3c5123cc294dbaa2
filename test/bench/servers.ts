// Starts the measured processes: the server as in production, and the bare one beside it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../src/paths.js';

export type Running = {
  /** From the start of the process to the first good answer of /health, in milliseconds. */
  startedIn: number;
  /** Resident memory in megabytes now, and the most it ever was; NaN where there is no /proc. */
  memory(): { now: number; most: number };
  stop(): Promise<void>;
};

/** Settings of production on this folder; its log is written and thrown away. */
export function environment(dataDir: string, port: number): Record<string, string> {
  return {
    NODE_ENV: 'production',
    PORT: String(port),
    BASE_URL: 'https://bench.example.org',
    DATA_DIR: dataDir,
    SECRET: 'only-for-the-bench-0123456789-abcdefghijklm',
    FILE_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
    REQUESTS_PER_MINUTE: '100000000',
  };
}

/** The server with these settings, as `npm start` starts it. */
export async function startServer(settings: Record<string, string>): Promise<Running> {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const begun = performance.now();
  // The shell gives way to the server: the script begins with `exec`.
  const child = spawn(String(scripts.start), {
    shell: true,
    cwd: ROOT,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  endWithUs(child);
  const health = `http://127.0.0.1:${settings.PORT}/health`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const answer = await fetch(health).catch(() => undefined);
    if (answer?.ok) break;
    if (performance.now() - begun > 20_000) throw new Error(`/health answers ${answer?.status ?? 'nothing'}`);
    await new Promise((resume) => setTimeout(resume, 5));
  }
  return running(child, performance.now() - begun);
}

/** The bare server on what `told` (a file) says. */
export async function startBare(told: string, port: number): Promise<Running> {
  const begun = performance.now();
  const script = fileURLToPath(new URL('bare.js', import.meta.url));
  const child = spawn(process.execPath, [script, told, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endWithUs(child);
  await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), once(child, 'exit')]);
  if (child.exitCode !== null) throw new Error(`the bare server ended with ${child.exitCode}`);
  return running(child, performance.now() - begun);
}

/** Ends a process with this one, however that ends. */
function endWithUs(child: ChildProcess): void {
  process.on('exit', () => child.kill('SIGKILL'));
}

function running(child: ChildProcess, startedIn: number): Running {
  const ended = once(child, 'exit');
  return {
    startedIn,
    memory: () => ({ now: megabytes(child, 'VmRSS'), most: megabytes(child, 'VmHWM') }),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function megabytes(child: ChildProcess, what: string): number {
  const file = `/proc/${child.pid}/status`;
  if (!existsSync(file)) return Number.NaN;
  const kilobytes = new RegExp(`^${what}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
