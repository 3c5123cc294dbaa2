// What was measured, as a table, and whether it is fast enough.
import type { Load } from './load.js';
import { meetingViews, type ReadView, readViews, titles } from './views.js';

export type Row = {
  view: ReadView | 'submit';
  size: number;
  connections: number;
  app: Load;
  bare: Load;
  /** Of the page, without headers. */
  bytes: number;
};
export type Process = { size: number; startedIn: number; memory: number; most: number };
export type Report = { rows: Row[]; processes: Process[]; rush: Load; sent: number };
export type Verdict = { sentence: string; reached: boolean };

const SHARE = 0.4;
const P50 = 5;
/** Of a page that shows a whole meeting at once. */
const MEETING_P50 = 50;
const GROWTH = 1.3;
const MEMORY = 200;

/** The tables, in Markdown. */
export function tables({ rows, processes, rush, sent }: Report): string {
  const views = table(
    [
      'view',
      'applications',
      'connections',
      'p50 ms',
      'p99 ms',
      'per second',
      'bytes',
      'bare per second',
      'of bare',
    ],
    rows.map((row) => [
      titles[row.view],
      whole(row.size),
      String(row.connections),
      row.app.p50.toFixed(2),
      row.app.p99.toFixed(2),
      whole(row.app.rate),
      whole(row.bytes),
      whole(row.bare.rate),
      percent(ratio(row)),
    ]),
  );
  const servers = table(
    ['applications', 'start ms', 'memory after MB', 'memory at most MB'],
    processes.map((one) => [whole(one.size), whole(one.startedIn), whole(one.memory), whole(one.most)]),
  );
  const last = `${rush.answers} students submit at once over 50 connections: ${sent} stored, ${rush.failed} failed, p50 ${whole(rush.p50)} ms, p99 ${whole(rush.p99)} ms, ${whole(rush.rate)} a second.`;
  return [views, servers, ...(rush.answers > 0 ? [last] : [])].join('\n\n');
}

/** Each bar with what was measured. Bars that the sizes do not allow are left out. */
export function verdicts({ rows, processes, rush, sent }: Report): Verdict[] {
  const found: Verdict[] = [];
  const usual = rows.filter((row) => !meetingViews.includes(row.view));
  const reads = usual.filter((row) => row.view !== 'submit' && row.size === 10_000 && row.connections === 10);
  const slowest = lowest(reads, ratio);
  if (slowest) {
    found.push({
      sentence: `at 10,000 applications every read view at 10 connections reaches ${percent(SHARE)} of the bare server: ${titles[slowest.view]} ${percent(ratio(slowest))}`,
      reached: ratio(slowest) >= SHARE,
    });
  }
  const longest = lowest(
    usual.filter((row) => row.connections === 1),
    (row) => -row.app.p50,
  );
  const meeting = lowest(
    rows.filter((row) => row.connections === 1 && meetingViews.includes(row.view)),
    (row) => -row.app.p50,
  );
  if (longest) {
    found.push({
      sentence: `p50 of each view at one connection is under ${P50} ms: ${titles[longest.view]} ${longest.app.p50.toFixed(2)} ms at ${whole(longest.size)}`,
      reached: longest.app.p50 < P50,
    });
  }
  if (meeting) {
    found.push({
      sentence: `p50 of the composer and of a day sheet at one connection is under ${MEETING_P50} ms: ${titles[meeting.view]} ${meeting.app.p50.toFixed(2)} ms at ${whole(meeting.size)}`,
      reached: meeting.app.p50 < MEETING_P50,
    });
  }
  const grown = lowest(growths(rows), (one) => -one.times);
  if (grown) {
    found.push({
      sentence: `1,000 to 100,000 applications cost no view more than ${GROWTH} times: ${titles[grown.view]} ${grown.times.toFixed(2)}`,
      reached: grown.times <= GROWTH,
    });
  }
  const large = processes.find((one) => one.size === 100_000);
  if (large) {
    found.push({
      sentence: `memory at 100,000 applications is under ${MEMORY} MB: ${whole(large.memory)} MB after the load, ${whole(large.most)} MB at most`,
      reached: large.most < MEMORY,
    });
  }
  const failed = rows.reduce((sum, row) => sum + row.app.failed + row.bare.failed, rush.failed);
  if (rush.answers === 0) return found;
  found.push({
    sentence: `200 submissions at once: no error and p99 under a second: ${failed} failures in all, p99 ${whole(rush.p99)} ms`,
    reached: failed === 0 && sent === rush.answers && rush.p99 < 1000,
  });
  return found;
}

/** How many times longer each view takes at 100,000 than at 1,000: the median at one connection. */
function growths(rows: readonly Row[]): { view: Row['view']; times: number }[] {
  return [...readViews, 'submit' as const].flatMap((view) => {
    const at = (size: number) =>
      rows.find((row) => row.view === view && row.size === size && row.connections === 1);
    const [small, large] = [at(1000), at(100_000)];
    return small && large ? [{ view, times: large.app.p50 / small.app.p50 }] : [];
  });
}

const ratio = (row: Row) => row.app.rate / row.bare.rate;
export const whole = (number: number) => Math.round(number).toLocaleString('en');
const percent = (share: number) => `${Math.round(share * 100)} %`;

function lowest<One>(all: readonly One[], value: (one: One) => number): One | undefined {
  return all.reduce<One | undefined>(
    (least, one) => (least === undefined || value(one) < value(least) ? one : least),
    undefined,
  );
}

/** A table in Markdown. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map((_cell, index) => (index === 0 ? '---' : '--:'))),
    ...rows.map(line),
  ].join('\n');
}
