// The process: settings, database, listening, jobs; and stopping without losing anybody's request.
import { createServer } from 'node:http';
import { type Logger, pino } from 'pino';
import { copyBefore, migrate } from '../db/migrate.js';
import { openDatabase, type Store } from '../db/open.js';
import { createApp } from './app.js';
import { BadSettings, type Config, makeFolders, readConfig } from './config.js';
import { type Ctx, systemClock } from './context.js';

/** Opens what the settings name: folders, database with its migrations, log. */
export function open(config: Config): Ctx & { db: Store } {
  makeFolders(config);
  const log: Logger = pino({ level: config.logLevel, base: null });
  const db = openDatabase(config.databaseFile);
  const applied = migrate(db.$client, {
    backup: () => copyBefore(db.$client, config.databaseFile, Date.now()),
  });
  if (applied.length > 0) log.info({ applied }, 'migrations applied');
  return { db, clock: systemClock, config, log };
}

/** Listens; answers with a function that stops gracefully. */
export async function listen(ctx: Ctx & { db: Store }): Promise<{ port: number; stop: () => Promise<void> }> {
  const server = createServer(
    { requestTimeout: 120_000, headersTimeout: 20_000, maxHeaderSize: 16_384 },
    createApp(ctx),
  );
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(ctx.config.port, ctx.config.host, done);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : ctx.config.port;
  return {
    port,
    async stop() {
      await new Promise<void>((done) => {
        server.close(() => done());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 8000).unref();
      });
      ctx.db.$client.close();
    },
  };
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const ctx = open(config);
  const { port, stop } = await listen(ctx);
  console.log(`Listening on ${config.baseUrl} (port ${port})`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void stop().then(() => process.exit(0)));
  }
}

const isMain = process.argv[1]?.endsWith('server.js') || process.argv[1]?.endsWith('server.ts');
if (isMain) {
  main().catch((error: unknown) => {
    if (error instanceof BadSettings) for (const sentence of error.sentences) console.error(sentence);
    else console.error(error);
    process.exit(1);
  });
}
