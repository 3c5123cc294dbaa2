// The bare server the application is measured against: node:http and better-sqlite3, the same statements, the same bytes.
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { openDatabase } from '../../db/open.js';
import type { Captured } from './capture.js';

/** What it is told: the database, and what to do and to answer by name. */
export type Told = { databaseFile: string; answers: Record<string, Captured> };

const [told = '', port = '0'] = process.argv.slice(2);
const { databaseFile, answers } = JSON.parse(readFileSync(told, 'utf8')) as Told;
const { $client: client } = openDatabase(databaseFile);
client.exec('create table if not exists bench_scratch (id integer primary key, body text not null) strict');
const insert = client.prepare('insert into bench_scratch (body) values (?)');

type Prepared = ReturnType<typeof prepare>;
const prepared = new Map(Object.entries(answers).map(([name, captured]) => [`/${name}`, prepare(captured)]));

const write = client.transaction(({ statements, writes }: Prepared) => {
  for (const { statement, values } of statements) statement.all(...values);
  for (let i = 0; i < writes; i += 1) insert.run('x'.repeat(300));
});

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const known = prepared.get(request.url ?? '');
    if (!known) return response.writeHead(404).end();
    if (known.writes > 0) write.immediate(known);
    else for (const { statement, values } of known.statements) statement.all(...values);
    send(response, known);
  });
});
server.listen(Number(port), '127.0.0.1', () => process.stdout.write('READY\n'));

function prepare({ reads, writes, status, headers, body }: Captured) {
  return {
    statements: reads.map(({ sql, values }) => ({ statement: client.prepare(sql), values })),
    writes,
    status,
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    body: Buffer.from(body),
  };
}

function send(response: ServerResponse, { status, headers, body }: Prepared): void {
  response.writeHead(status, headers);
  response.end(body);
}
