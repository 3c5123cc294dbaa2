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

/** The same request again and again for `seconds`, from `connections` at once. */
export function repeat(
  port: number,
  request: Request,
  how: { connections: number; seconds: number; expect: number },
): Promise<Load> {
  const { connections, seconds, expect } = how;
  return measure({ url: urlOf(port), connections, duration: seconds, requests: [request] }, expect);
}

/** Each request once, shared out to `connections` at once. */
export function each(
  port: number,
  requests: readonly Request[],
  how: { connections: number; expect: number },
): Promise<Load> {
  const { connections, expect } = how;
  const share = Math.floor(requests.length / connections);
  let next = 0;
  return measure(
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
}

async function measure(options: Parameters<typeof autocannon>[0], expect: number): Promise<Load> {
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
  const elapsed = (last - started) / 1000;
  times.sort((a, b) => a - b);
  return {
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    rate: times.length / elapsed,
    answers: times.length,
    failed: unexpected + result.errors + result.timeouts,
  };
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const urlOf = (port: number) => `http://127.0.0.1:${port}`;
