// /metrics, for whoever watches the machine: counts by a route's pattern, on an address of its own. Nothing personal.
import { memoryUsage, uptime } from 'node:process';
import type { RequestHandler } from 'express';
import type { Ctx } from '../context.js';
import { countsByState } from '../mail/queries.js';
import { healthOf } from './health.js';

/** Upper bounds of how long requests took, in seconds. */
const BOUNDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const METHODS = new Set(['GET', 'HEAD', 'POST']);

/** Since this process began; whoever reads adds up over restarts. */
export type Counts = {
  /** By labels: as many as there are routes, methods and statuses, whatever is asked for. */
  requests: Map<string, number>;
  within: number[];
  seconds: number;
};

export const noCounts = (): Counts => ({ requests: new Map(), within: BOUNDS.map(() => 0), seconds: 0 });

/** Counts each request when it is over: method, the route's pattern, never the address, and status. */
export function countRequests({ clock }: Ctx, counts: Counts): RequestHandler {
  return (request, response, next) => {
    const began = clock.now();
    response.once('close', () => {
      const method = METHODS.has(request.method) ? request.method : 'other';
      const labels = `method="${method}",route="${request.route?.path ?? '-'}",status="${response.statusCode}"`;
      counts.requests.set(labels, (counts.requests.get(labels) ?? 0) + 1);
      const seconds = (clock.now() - began) / 1000;
      counts.seconds += seconds;
      for (const [index, bound] of BOUNDS.entries())
        if (seconds <= bound) counts.within[index] = (counts.within[index] ?? 0) + 1;
    });
    next();
  };
}

/** Everything that is counted, in the text format of Prometheus. Throws nothing: what cannot be read is left out. */
export function metricsOf(ctx: Ctx, counts: Counts): string {
  const total = [...counts.requests.values()].reduce((sum, one) => sum + one, 0);
  const { ok, ...parts } = healthOf(ctx);
  const well = Object.entries(parts).map(
    ([part, how]): Line => [`part="${part}"`, Number(how === 'ok' || how === 'off')],
  );
  const times: Line[] = BOUNDS.map((bound, index) => [`le="${bound}"`, counts.within[index] ?? 0]);
  return [
    family('hlc_requests_total', 'counter', [...counts.requests].sort()),
    ...[
      '# TYPE hlc_request_seconds histogram',
      ...lines('hlc_request_seconds_bucket', [...times, ['le="+Inf"', total]]),
      ...lines('hlc_request_seconds_sum', [['', counts.seconds]]),
      ...lines('hlc_request_seconds_count', [['', total]]),
    ],
    family('hlc_well', 'gauge', [['part="all"', Number(ok)], ...well]),
    family('hlc_letters', 'gauge', lettersOf(ctx)),
    family('hlc_memory_bytes', 'gauge', [['', memoryUsage.rss()]]),
    family('hlc_up_seconds', 'gauge', [['', Math.floor(uptime())]]),
    '',
  ]
    .flat()
    .join('\n');
}

type Line = [labels: string, value: number];

const lines = (name: string, values: readonly Line[]) =>
  values.map(([labels, value]) => (labels ? `${name}{${labels}} ${value}` : `${name} ${value}`));
const family = (name: string, type: 'counter' | 'gauge', values: readonly Line[]) => [
  `# TYPE ${name} ${type}`,
  ...lines(name, values),
];

function lettersOf(ctx: Ctx): Line[] {
  try {
    return countsByState(ctx.db).map(({ state, count }): Line => [`state="${state}"`, count]);
  } catch {
    return [];
  }
}
