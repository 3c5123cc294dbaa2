// npm run bench: fills databases of several sizes, asks the server and a bare one beside it, prints what it measured and
// puts it into the README. `-- --size 10000 --view list` (each as often as wanted) measures a part, and only prints.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '../../db/migrate.js';
import { openDatabase, type Store } from '../../db/open.js';
import { makeFolders, readConfig } from '../../src/config.js';
import { ROOT } from '../../src/paths.js';
import type { Told } from './bare.js';
import { capture } from './capture.js';
import { fill } from './fill.js';
import { fillMeeting } from './fill-meeting.js';
import { alternate, each, type Load, type Request } from './load.js';
import { addDocuments, coordinator, countSent, type Draft, readyDrafts, settleJobs } from './ready.js';
import { type Process, type Report, type Row, tables, verdicts } from './report.js';
import { environment, startBare, startServer } from './servers.js';
import { measureTrials, type TrialRow, trialSizes, trialTable, trialVerdicts, trialViews } from './trials.js';
import { type ReadView, readRequests, readViews, submitRequests } from './views.js';

const many = { type: 'string', multiple: true } as const;
const { values: asked } = parseArgs({ options: { size: many, view: many } });
const views = asked.view ?? [...readViews, 'submit', ...Object.keys(trialViews)];
/** Applications, and reports: two halves, each asked only for its own views. */
const isAsked = (some: readonly string[]) => views.some((view) => some.includes(view));
const given = asked.size?.map(Number);
const sizes = isAsked([...readViews, 'submit']) ? (given ?? [1000, 10_000, 100_000]) : [];
const reportSizes = isAsked(Object.keys(trialViews)) ? (given ?? trialSizes) : [];
const isWhole = asked.size === undefined && asked.view === undefined;
/** How long each view is asked for, at one and at ten connections. */
const SECONDS = 4;
/** Submissions before anything is measured, and those measured over one connection, over ten, and the last ten minutes before a deadline. */
const SENT = { before: 200, alone: 200, together: 200, rush: 200 };
const PORT = Number(process.env.PORT ?? 4240);

/** What stands above the tables. */
const INTRODUCTION = `One run of \`npm run bench\`, every figure as it came. The bare server beside it is \`node:http\` and better-sqlite3: it
runs the same statements and writes the same bytes without making them.`;

const report: Report = { rows: [], processes: [], rush: none(), sent: 0 };
for (const size of sizes) {
  const measured = await measure(size);
  report.rows.push(...measured.rows);
  report.processes.push(measured.process);
  report.rush = measured.rush;
  report.sent = measured.sent;
}
const trials: TrialRow[] = [];
for (const size of reportSizes) trials.push(...(await measureTrials(size, views, PORT, say)));
const judged = [
  ...(sizes.length > 0 ? verdicts(report) : []),
  ...(trials.length > 0 ? trialVerdicts(trials) : []),
];
const text = [
  ...(sizes.length > 0 ? [INTRODUCTION] : []),
  ...(sizes.length > 0 ? [tables(report)] : []),
  ...(trials.length > 0 ? [trialTable(trials)] : []),
  judged.map(({ sentence, reached }) => `- ${reached ? 'reached' : '**missed**'}: ${sentence}`).join('\n'),
  `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine()}.`,
].join('\n\n');
console.log(text);
if (isWhole) writeReadme(text);
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
    const requests = await readRequests({ port: PORT, session: made.session }, made.known);
    const [first, second, ...drafts] = made.drafts as [Draft, Draft, ...Draft[]];
    const tries = await submitRequests(PORT, [first, second]);
    const kept = await capture(config, { ...twice(requests), submit: tries });
    const told: Told = { databaseFile: config.databaseFile, answers: kept };
    writeFileSync(join(folder, 'told.json'), JSON.stringify(told));
    const bare = await startBare(join(folder, 'told.json'), PORT + 1);

    const rows: Row[] = [];
    for (const view of readViews.filter((one) => views.includes(one))) {
      say(view);
      const measured = await reading(view, requests[view]);
      rows.push(...measured.map((one) => ({ ...one, size, bytes: kept[view].body.length })));
    }
    let rush = none();
    if (views.includes('submit')) {
      say('submit');
      const measured = await sending(await submitRequests(PORT, drafts));
      rows.push(...measured.rows.map((one) => ({ ...one, size, bytes: kept.submit.body.length })));
      rush = measured.rush;
    }
    const sent = countSent(store, drafts.slice(SENT.before + SENT.alone + SENT.together));
    const { now, most } = server.memory();
    await Promise.all([server.stop(), bare.stop()]);
    return { rows, process: { size, startedIn: server.startedIn, memory: now, most }, rush, sent };
  } finally {
    store.$client.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Measure = Omit<Row, 'size' | 'bytes'>;

/** One read view at one and at ten connections, after a warm-up of both servers. */
async function reading(view: ReadView, request: Request): Promise<Measure[]> {
  const both = [
    { port: PORT, request },
    { port: PORT + 1, request: { ...request, path: `/${view}` } },
  ];
  await alternate(both, { connections: 10, seconds: SECONDS, expect: 200 });
  const measured: Measure[] = [];
  for (const connections of [1, 10]) {
    const how = { connections, seconds: SECONDS, expect: 200 };
    const [app, bare] = (await alternate(both, how)) as [Load, Load];
    measured.push({ view, connections, app, bare });
  }
  return measured;
}

/** Submissions, each once, after a warm-up: over one connection and over ten beside the bare server, then the rush over fifty. */
async function sending(requests: Request[]): Promise<{ rows: Measure[]; rush: Load }> {
  await each(PORT, requests.splice(0, SENT.before), { connections: 10, expect: 303 });
  const rows: Measure[] = [];
  for (const [connections, count] of [
    [1, SENT.alone],
    [10, SENT.together],
  ] as const) {
    const some = requests.splice(0, count);
    const app = await each(PORT, some, { connections, expect: 303 });
    const beside = some.map((request) => ({ ...request, path: '/submit' }));
    const bare = await each(PORT + 1, beside, { connections, expect: 303 });
    rows.push({ view: 'submit', connections, app, bare });
  }
  return { rows, rush: await each(PORT, requests, { connections: 50, expect: 303 }) };
}

type Made = {
  session: string;
  known: Parameters<typeof readRequests>[1];
  drafts: Draft[];
};

function prepare(store: Store, size: number): Made {
  const now = Date.now();
  migrate(store.$client);
  const meeting = fillMeeting(store, now);
  const filled = fill(store, size, now);
  addDocuments(store, filled.someId, now);
  settleJobs(store, now);
  const session = coordinator(store, now);
  const drafts = readyDrafts(
    store,
    filled.callId,
    2 + SENT.before + SENT.alone + SENT.together + SENT.rush,
    now,
  );
  store.$client.pragma('wal_checkpoint(TRUNCATE)');
  return { session, known: { name: filled.someName, applicationId: filled.someId, meeting }, drafts };
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
  const marked = /<!-- bench -->[\s\S]*<!-- \/bench -->/;
  if (!marked.test(readme)) throw new Error('README.md has lost the marks between which the bench writes');
  writeFileSync(
    file,
    readme.replace(marked, () => `<!-- bench -->\n${what}\n<!-- /bench -->`),
  );
}

/** Progress, apart from the result. */
function say(what: string): void {
  process.stderr.write(`${what}\n`);
}
