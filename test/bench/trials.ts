// What the monitoring half is measured by: the calendar, a long chronology, a report saving itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../db/migrate.js';
import { openDatabase, type Store } from '../../db/open.js';
import { makeFolders, readConfig } from '../../src/config.js';
import { localDate } from '../../src/lib/time.js';
import { fillTrials } from './fill-trials.js';
import { each, type Load, type Request, repeat } from './load.js';
import { lastNames } from './names.js';
import { coordinator, session, settleJobs } from './ready.js';
import { table, type Verdict, whole } from './report.js';
import { environment, startServer } from './servers.js';
import { formOn, post } from './views.js';

/** What each is called in the table. */
export const trialViews = {
  calendar: 'calendar of a month',
  chronology: 'chronology of a case with 300 hearings',
  reports: 'search over cases, people and reports',
  autosave: 'a section of a report saves itself',
} as const;
export type TrialView = keyof typeof trialViews;

export type TrialRow = { view: TrialView; size: number; connections: number; load: Load };

const SECONDS = 4;
const SAVES = 30;
const P50 = 10;
const GROWTH = 1.5;
const [SMALL, LARGE] = [2000, 20_000] as const;
export const trialSizes: readonly number[] = [SMALL, LARGE];

/** Everything that is measured with so many reports. */
export async function measureTrials(
  size: number,
  views: readonly string[],
  port: number,
  say: (what: string) => void,
): Promise<TrialRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hlc-bench-'));
  const settings = environment(folder, port);
  const config = readConfig(settings);
  makeFolders(config);
  say(`filling ${size.toLocaleString('en')} reports`);
  const store = openDatabase(config.databaseFile);
  try {
    const now = Date.now();
    const today = localDate(now);
    migrate(store.$client);
    const trials = fillTrials(store, config.keyring, size, today, now);
    settleJobs(store, now);
    const staff = coordinator(store, now);
    const monitor = session(store, trials.personId, 'full', now);
    store.$client.exec('analyze');
    store.$client.pragma('wal_checkpoint(TRUNCATE)');
    const server = await startServer(settings);
    const pages: Record<'calendar' | 'chronology', string> = {
      calendar: '/staff/hearings?view=month',
      chronology: `/staff/cases/${trials.longCase}/chronology`,
    };
    const rows: TrialRow[] = [];
    for (const [view, path] of Object.entries(pages) as ['calendar' | 'chronology', string][]) {
      if (!views.includes(view)) continue;
      say(view);
      const { cookie } = await formOn({ port, session: staff }, path);
      const request: Request = { method: 'GET', path, headers: { cookie } };
      await repeat(port, request, { connections: 1, seconds: 1, expect: 200 });
      for (const connections of [1, 10])
        rows.push({
          view,
          size,
          connections,
          load: await repeat(port, request, { connections, seconds: SECONDS, expect: 200 }),
        });
    }
    if (views.includes('reports')) {
      say('reports');
      const { hidden, cookie } = await formOn({ port, session: staff }, '/staff/search');
      const request = post('/staff/search', cookie, { ...hidden, q: lastNames[3] ?? '' });
      await repeat(port, request, { connections: 1, seconds: 1, expect: 200 });
      for (const connections of [1, 10]) {
        const load = await repeat(port, request, { connections, seconds: SECONDS, expect: 200 });
        rows.push({ view: 'reports', size, connections, load });
      }
    }
    if (views.includes('autosave')) {
      say('autosave');
      for (const connections of [1, 10]) {
        const some = trials.open.splice(0, connections);
        const requests = await saves({ port, session: monitor }, some);
        rows.push({
          view: 'autosave',
          size,
          connections,
          load: await each(port, requests, { connections, expect: 200 }),
        });
      }
      checkSaved(store);
    }
    await server.stop();
    return rows;
  } finally {
    store.$client.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Saves of the summary, one after another in each report, each with more words and the version of the one before. */
async function saves(asking: { port: number; session: string }, ids: readonly number[]): Promise<Request[]> {
  const requests: Request[] = [];
  for (const id of ids) {
    const path = `/my/reports/${id}`;
    const { hidden, cookie } = await formOn(asking, path);
    for (let at = 1; at <= SAVES; at += 1) {
      const fields = {
        _token: hidden._token,
        version: String(at),
        facts: 'Kolegji dëgjoi dëshmitarin. '.repeat(at + 10),
      };
      const request = post(`${path}/summary`, cookie, fields);
      requests.push({ ...request, headers: { ...request.headers, 'hx-request': 'true' } });
    }
  }
  return requests;
}

function checkSaved(store: Store): void {
  const saved = store.$client
    .prepare("select count(*) from report_sections where section = 'summary' and version = ?")
    .pluck()
    .get(SAVES + 1);
  if (saved !== 11) throw new Error(`${saved} reports of 11 hold what was saved last`);
}

/** The table, in Markdown. */
export function trialTable(rows: readonly TrialRow[]): string {
  return table(
    ['view', 'reports', 'connections', 'p50 ms', 'p99 ms', 'per second'],
    rows.map(({ view, size, connections, load }) => [
      trialViews[view],
      whole(size),
      String(connections),
      load.p50.toFixed(2),
      load.p99.toFixed(2),
      whole(load.rate),
    ]),
  );
}

/** Each bar with what was measured. */
export function trialVerdicts(rows: readonly TrialRow[]): Verdict[] {
  const failed = rows.reduce((sum, { load }) => sum + load.failed, 0);
  const found: Verdict[] = [
    { sentence: `the monitoring half answers without an error: ${failed} failures`, reached: failed === 0 },
  ];
  for (const view of Object.keys(trialViews) as TrialView[]) {
    const at = (size: number) =>
      rows.find((row) => row.view === view && row.size === size && row.connections === 1)?.load.p50;
    const [small, large] = [at(SMALL), at(LARGE)];
    if (large !== undefined)
      found.push({
        sentence: `${trialViews[view]}: p50 under ${P50} ms at one connection: ${large.toFixed(2)} ms at ${whole(LARGE)} reports`,
        reached: large < P50,
      });
    if (small !== undefined && large !== undefined)
      found.push({
        sentence: `${trialViews[view]}: ${whole(SMALL)} to ${whole(LARGE)} reports cost at most ${GROWTH} times: ${(large / small).toFixed(2)}`,
        reached: large / small <= GROWTH,
      });
  }
  return found;
}
