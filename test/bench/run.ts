// npm run bench: fills databases of several sizes, asks the server and a bare one beside it, prints what it measured.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../db/migrate.js';
import { openDatabase, type Store } from '../../db/open.js';
import { makeFolders, readConfig } from '../../src/config.js';
import { ROOT } from '../../src/paths.js';
import type { Told } from './bare.js';
import { capture } from './capture.js';
import { type Filled, fill } from './fill.js';
import { each, type Load, type Request, repeat } from './load.js';
import { addDocuments, coordinator, countSent, type Draft, readyDrafts, settleJobs } from './ready.js';
import { type Process, type Report, type Row, tables, verdicts } from './report.js';
import { environment, startBare, startServer } from './servers.js';
import { readRequests, readViews, submitRequests } from './views.js';

const isQuick = process.argv.includes('--quick');
const sizes = isQuick ? [1000, 10_000] : [1000, 10_000, 100_000];
const SECONDS = isQuick ? 1.5 : 2.5;
/** Submissions measured over one connection, over ten, and the last ten minutes before a deadline. */
const SENT = { alone: 200, together: 200, rush: 200 };
const PORT = Number(process.env.PORT ?? 4240);

const report: Report = { rows: [], processes: [], rush: none(), sent: 0 };
for (const size of sizes) {
  const measured = await measure(size);
  report.rows.push(...measured.rows);
  report.processes.push(measured.process);
  report.rush = measured.rush;
  report.sent = measured.sent;
}
const judged = verdicts(report);
const text = [
  tables(report),
  judged.map(({ sentence, reached }) => `- ${reached ? 'reached' : '**missed**'}: ${sentence}`).join('\n'),
  `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine()}.`,
].join('\n\n');
console.log(text);
if (process.argv.includes('--readme')) writeReadme(text);
process.exit(judged.every((one) => one.reached) ? 0 : 1);

type Measured = { rows: Row[]; process: Process; rush: Load; sent: number };

/** Everything that is measured with so many applications. */
async function measure(size: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'hlc-bench-'));
  const settings = environment(folder, PORT);
  const config = readConfig(settings);
  makeFolders(config);
  say(`filling ${size.toLocaleString('en')} applications`);
  const store = openDatabase(config.databaseFile);
  try {
    const made = prepare(store, size);
    const server = await startServer(settings);
    const asked = await readRequests({ port: PORT, session: made.session }, made.known);
    const [first, second, ...drafts] = made.drafts as [Draft, Draft, ...Draft[]];
    const tries = await submitRequests(PORT, [first, second]);
    const kept = await capture(config, {
      ...twice(asked),
      submit: tries,
    });
    const told: Told = { databaseFile: config.databaseFile, answers: kept };
    writeFileSync(join(folder, 'told.json'), JSON.stringify(told));
    const bare = await startBare(join(folder, 'told.json'), PORT + 1);

    const rows: Row[] = [];
    for (const view of readViews) {
      say(`${view}`);
      const toBare: Request = { ...asked[view], path: `/${view}` };
      const warm = { connections: 10, seconds: SECONDS / 2, expect: 200 };
      await repeat(PORT, asked[view], warm);
      await repeat(PORT + 1, toBare, { ...warm, seconds: warm.seconds / 2 });
      for (const connections of [1, 10]) {
        const how = { connections, seconds: SECONDS, expect: 200 };
        const app = await repeat(PORT, asked[view], how);
        const beside = await repeat(PORT + 1, toBare, how);
        rows.push({ view, size, connections, app, bare: beside, bytes: kept[view].body.length });
      }
    }
    say('submit');
    const requests = await submitRequests(PORT, drafts);
    let rush = none();
    let next = 0;
    for (const [connections, many] of [
      [1, SENT.alone],
      [10, SENT.together],
      [50, SENT.rush],
    ] as const) {
      const how = { connections, expect: 303 };
      const some = requests.slice(next, next + many);
      next += many;
      const app = await each(PORT, some, how);
      if (connections === 50) {
        rush = app;
        continue;
      }
      const beside = await each(
        PORT + 1,
        some.map((request) => ({ ...request, path: '/submit' })),
        how,
      );
      rows.push({ view: 'submit', size, connections, app, bare: beside, bytes: kept.submit.body.length });
    }
    const sent = countSent(store, drafts.slice(SENT.alone + SENT.together));
    const { now, most } = server.memory();
    await Promise.all([server.stop(), bare.stop()]);
    return { rows, process: { size, startedIn: server.startedIn, memory: now, most }, rush, sent };
  } finally {
    store.$client.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Made = {
  session: string;
  known: { name: string; applicationId: number };
  drafts: Draft[];
  filled: Filled;
};

function prepare(store: Store, size: number): Made {
  const now = Date.now();
  migrate(store.$client);
  const filled = fill(store, size, now);
  addDocuments(store, filled.someId, now);
  settleJobs(store, now);
  const session = coordinator(store, now);
  const drafts = readyDrafts(store, filled.callId, 2 + SENT.alone + SENT.together + SENT.rush, now);
  store.$client.pragma('wal_checkpoint(TRUNCATE)');
  return { session, known: { name: filled.someName, applicationId: filled.someId }, drafts, filled };
}

function twice<Name extends string>(requests: Record<Name, Request>): Record<Name, Request[]> {
  return Object.fromEntries(
    Object.entries<Request>(requests).map(([name, request]) => [name, [request, request]]),
  ) as Record<Name, Request[]>;
}

function none(): Load {
  return { p50: 0, p99: 0, rate: 0, answers: 0, failed: 0 };
}

function machine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  return `${processors.length} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;
}

/** Puts the tables into the README, between the marks. */
function writeReadme(what: string): void {
  const file = join(ROOT, 'README.md');
  const readme = readFileSync(file, 'utf8');
  const marked = /<!-- bench -->[\s\S]*?<!-- \/bench -->|<!-- bench -->/;
  writeFileSync(
    file,
    readme.replace(marked, () => `<!-- bench -->\n\n${what}\n\n<!-- /bench -->`),
  );
}

/** Progress, apart from the result. */
function say(what: string): void {
  process.stderr.write(`${what}\n`);
}
