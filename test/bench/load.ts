// Sends requests to a server as fast as it answers, and says how long the answers took.
import autocannon, { type Request } from 'autocannon';

export type { Request };
export type Load = {
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Answers per second. */
  rate: number;
  answers: number;
  /** Answers with another status than expected, and requests without an answer. */
  failed: number;
};

/** What was seen while requests were sent. Times in milliseconds; `elapsed` in seconds. */
type Seen = { times: number[]; elapsed: number; failed: number };

/** How often the two servers take turns: whatever else this machine does then slows both alike. */
const TURNS = 4;

/**
 * The same request again and again, `connections` at once, for `seconds` to each of two servers in short turns.
 * Answers with what each did, in their order.
 */
export async function alternate(
  asked: readonly { port: number; request: Request }[],
  how: { connections: number; seconds: number; expect: number },
): Promise<Load[]> {
  const { connections, seconds, expect } = how;
  const seen = asked.map((): Seen[] => []);
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const [index, { port, request }] of asked.entries()) {
      const options = { url: urlOf(port), connections, duration: seconds / TURNS, requests: [request] };
      seen[index]?.push(await send(options, expect));
    }
  }
  return seen.map(loadOf);
}

/** The same request again and again, `connections` at once, for `seconds`. */
export async function repeat(
  port: number,
  request: Request,
  how: { connections: number; seconds: number; expect: number },
): Promise<Load> {
  const { connections, seconds, expect } = how;
  return loadOf([
    await send({ url: urlOf(port), connections, duration: seconds, requests: [request] }, expect),
  ]);
}

/** Each request once, shared out to `connections` at once. */
export async function each(
  port: number,
  requests: readonly Request[],
  how: { connections: number; expect: number },
): Promise<Load> {
  const { connections, expect } = how;
  const share = Math.floor(requests.length / connections);
  let next = 0;
  const seen = await send(
    {
      url: urlOf(port),
      connections,
      amount: share * connections,
      timeout: 30,
      setupClient: (client) => {
        client.setRequests(requests.slice(next, next + share).map((request) => ({ ...request })));
        next += share;
      },
    },
    expect,
  );
  return loadOf([seen]);
}

async function send(options: Parameters<typeof autocannon>[0], expect: number): Promise<Seen> {
  const times: number[] = [];
  let unexpected = 0;
  const started = performance.now();
  let last = started;
  const running = autocannon({ ...options, sampleInt: 100 });
  // autocannon's own percentiles are whole milliseconds, longer than most of our answers, and it ends at a tick.
  running.on('response', (_client: unknown, status: number, _bytes: number, time: number) => {
    times.push(time);
    last = performance.now();
    if (status !== expect) unexpected += 1;
  });
  const result = await running;
  return {
    times,
    elapsed: (last - started) / 1000,
    failed: unexpected + result.errors + result.timeouts,
  };
}

function loadOf(seen: readonly Seen[]): Load {
  const times = seen.flatMap((one) => one.times).sort((a, b) => a - b);
  const sum = (value: (one: Seen) => number) => seen.reduce((all, one) => all + value(one), 0);
  return {
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    rate: times.length / sum((one) => one.elapsed),
    answers: times.length,
    failed: sum((one) => one.failed),
  };
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const urlOf = (port: number) => `http://127.0.0.1:${port}`;
