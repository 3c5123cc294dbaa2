// Asks the application once, in this process, and keeps what the bare server must do: its statements and its bytes.
import { once } from 'node:events';
import { createServer } from 'node:http';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { pino } from 'pino';
import { createApp } from '../../src/app.js';
import type { Config } from '../../src/config.js';
import { systemClock } from '../../src/context.js';
import type { Request } from './load.js';

type Statement = { sql: string; values: unknown[] };
/** One answer: the SQL it took, and what was sent. */
export type Captured = {
  reads: Statement[];
  /** How many rows were inserted, changed or deleted, one statement each. */
  writes: number;
  status: number;
  headers: Record<string, string>;
  body: string;
};

/** The answer to each request; each is asked twice, as what is prepared once would count otherwise. */
export async function capture<Name extends string>(
  config: Config,
  requests: Readonly<Record<Name, readonly Request[]>>,
): Promise<Record<Name, Captured>> {
  const seen: Statement[] = [];
  const client = new Database(config.databaseFile);
  // better-sqlite3's own `verbose` cuts long values.
  const logger = { logQuery: (sql: string, values: unknown[]) => void seen.push({ sql, values }) };
  const log = pino({ level: 'silent' });
  const ctx = { db: drizzle(client, { logger }), clock: systemClock, config, log };
  const server = createServer(createApp(ctx)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  try {
    const captured: Partial<Record<Name, Captured>> = {};
    for (const [name, both] of Object.entries<readonly Request[]>(requests)) {
      for (const request of both) {
        seen.length = 0;
        const answer = await ask(port, request);
        captured[name as Name] = { ...answer, ...sorted(seen) };
      }
    }
    return captured as Record<Name, Captured>;
  } finally {
    server.closeAllConnections();
    server.close();
    client.close();
  }
}

async function ask(port: number, { method, path, headers, body }: Request) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { ...headers, 'accept-encoding': 'identity' },
    body: body ?? null,
    redirect: 'manual',
  });
  const named = Object.fromEntries(
    [...answer.headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)),
  );
  return { status: answer.status, headers: named, body: await answer.text() };
}

function sorted(statements: readonly Statement[]): Pick<Captured, 'reads' | 'writes'> {
  const isRead = ({ sql }: Statement) => /^\s*(select|with|\(select)/i.test(sql);
  const reads = statements.filter(isRead);
  return { reads, writes: statements.length - reads.length };
}
