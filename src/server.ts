// The process: settings, database, listening, jobs; and stopping without losing anybody's request.
import './memory.js';
import { createServer, type RequestListener, type Server } from 'node:http';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { startCheckpoints } from '../db/checkpoints.js';
import { copyBefore, migrate, NewerDatabase } from '../db/migrate.js';
import { openDatabase, type Store } from '../db/open.js';
import { unreadable } from '../db/reseal.js';
import { loadVocabulary } from '../db/seed/vocabulary.js';
import { createApp } from './app.js';
import { BadSettings, type Config, demoConfig, makeFolders, readConfig } from './config.js';
import { type Ctx, systemClock } from './context.js';
import { startHeart } from './jobs/heart.js';
import { start as startJobs } from './jobs/index.js';
import { setupLink } from './members/service.js';
import { ROOT } from './paths.js';
import { bornExpress } from './web/born.js';
import { logOptions } from './web/log.js';
import type { Metrics } from './web/metrics.js';

type Opened = Ctx & { db: Store };

/** How long a request may go on after a stop was asked for. */
const PATIENCE = 8000;

/** The settings: of the environment, or with `--demo` those of the demonstration in DATA_DIR. */
export function settings(): Config {
  if (!process.argv.includes('--demo')) return readConfig(process.env);
  const folder = process.env.DATA_DIR ?? join(ROOT, 'data/demo');
  return demoConfig(folder, Number(process.env.PORT ?? 3000), { development: true });
}

/**
 * Opens what the settings name: folders, log, database with its migrations (a copy is made before) and vocabulary.
 * Throws BadSettings when the keys are not those of the database: writing on under others would part the data.
 */
export function open(config: Config): Opened {
  process.umask(0o077); // whatever this process writes is nobody else's to read
  makeFolders(config);
  const log = pino(logOptions(config.logLevel));
  const db = openDatabase(config.databaseFile);
  const applied = migrate(db.$client, {
    backup: () => copyBefore(db.$client, config.databaseFile, systemClock.now()),
  });
  if (applied.length > 0) log.info({ applied }, 'migrations applied');
  const unread = unreadable(db.$client, config.keyring);
  if (unread.length > 0) throw new BadSettings(unread);
  const ctx = { db, clock: systemClock, config, log };
  loadVocabulary(ctx);
  return ctx;
}

/** Listens; `stop` finishes what is being answered, waits for `others`, and closes the database. */
export async function listen(
  ctx: Opened,
): Promise<{ port: number; stop: (others?: Promise<unknown>) => Promise<void> }> {
  const limits = { requestTimeout: 120_000, headersTimeout: 20_000, maxHeaderSize: 16_384 };
  const app = createApp(ctx);
  const server = createServer({ ...limits, ...bornExpress(app) }, app);
  await listening(server, ctx.config.port, ctx.config.host);
  const metrics = createServer(limits, metricsPage(app.locals.metrics));
  if (ctx.config.metricsPort !== null) await listening(metrics, ctx.config.metricsPort, '127.0.0.1');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : ctx.config.port;
  return {
    port,
    async stop(others) {
      // A connection kept alive would go on asking: its next answer is its last, and one that falls idle is closed.
      server.prependListener('request', (_request, response) => {
        response.shouldKeepAlive = false;
      });
      setTimeout(() => server.closeAllConnections(), PATIENCE).unref();
      await allTakenIn(server);
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      await new Promise<void>((done) => {
        server.close(() => done());
      });
      clearInterval(sweep);
      metrics.close();
      metrics.closeAllConnections();
      await others;
      ctx.db.$client.close();
    },
  };
}

/**
 * Until a whole look at the network brought no connection and no request, four seconds at most. The system connects people
 * and keeps what they send before we take them in, one at each look; closing now would end them without a word.
 */
async function allTakenIn(server: Server): Promise<void> {
  let came = true;
  const note = () => {
    came = true;
  };
  const patience = setTimeout(() => server.off('connection', note).off('request', note), PATIENCE / 2);
  server.on('connection', note).on('request', note);
  while (came) {
    came = false;
    // The first comes before the next look at the network, the second after it.
    await new Promise(setImmediate);
    await new Promise(setImmediate);
  }
  clearTimeout(patience);
  server.off('connection', note).off('request', note);
}

async function listening(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, done);
  });
}

/** The one page of the second address: nobody who applies ever reaches it. */
function metricsPage({ text, contentType }: Metrics): RequestListener {
  return async (request, response) => {
    const known = request.method === 'GET' && request.url === '/metrics';
    response.writeHead(known ? 200 : 404, {
      'Content-Type': known ? contentType : 'text/plain; charset=utf-8',
    });
    response.end(known ? await text() : 'Only GET /metrics is here\n');
  };
}

/** Listens, starts the jobs, says what an operator must know, and stops on SIGTERM or SIGINT. */
export async function serve(ctx: Opened): Promise<void> {
  const heart = startHeart(ctx); // before the first request: deadlines may have moved
  const { port, stop } = await listen(ctx);
  const jobs = startJobs(ctx);
  const checkpoints = startCheckpoints(ctx.config.databaseFile, (code) =>
    ctx.log.warn({ code }, 'checkpoint failed'),
  );
  let stopping = false;
  const end = async (code: number) => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), PATIENCE + 2000).unref();
    heart.stop();
    await stop(Promise.all([jobs.stop(), checkpoints.stop()]));
    process.exit(code);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(0));
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      // Without its message, which may quote somebody. Nobody knows what state we are in, so we end.
      ctx.log.fatal({ err: error }, event);
      void end(1);
    });
  }
  for (const sentence of announcements(ctx, port)) console.log(sentence);
}

function announcements(ctx: Opened, port: number): string[] {
  const { baseUrl, smtpUrl, backupRecipient, demo } = ctx.config;
  const setup = demo ? undefined : setupLink(ctx);
  return [
    `Listening on ${baseUrl} (port ${port})`,
    ...(smtpUrl
      ? []
      : [
          `SMTP_URL is not set: letters stay in the outbox, to be read at ${baseUrl}${demo ? '/demo' : '/staff'}/letters`,
        ]),
    ...(backupRecipient || demo ? [] : ['BACKUP_RECIPIENT is not set: no backups are made']),
    ...(setup
      ? [`Nobody looks after this installation yet. Set up the first coordinator, once, at ${setup}`]
      : []),
  ];
}

/** Why it did not start, in sentences where we have them. */
function reasons(error: unknown): string[] {
  if (error instanceof BadSettings) return error.sentences;
  const { code, port } = error as { code?: string; port?: number };
  if (error instanceof NewerDatabase) return [error.message];
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT')
    return ['database.sqlite in DATA_DIR is no database, or damaged: restore a backup'];
  if (code === 'EADDRINUSE') return [`Port ${port} is in use: stop what listens there, or set PORT`];
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}

const started = resolve(process.argv[1] ?? '');
if (started === fileURLToPath(import.meta.url)) {
  try {
    await serve(open(settings()));
  } catch (error) {
    for (const sentence of reasons(error)) console.error(sentence);
    process.exit(1);
  }
}
