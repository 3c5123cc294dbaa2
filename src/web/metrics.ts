// /metrics, for whoever watches the machine: counts by a route's pattern, on an address of its own. Nothing personal.
import { memoryUsage, uptime } from 'node:process';
import type { RequestHandler } from 'express';
import { Gauge, Histogram, Registry } from 'prom-client';
import type { Ctx } from '../context.js';
import { countsByState } from '../mail/queries.js';
import { healthOf } from './health.js';

/** Upper bounds of how long requests took, in seconds. */
const BOUNDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const METHODS = new Set(['GET', 'HEAD', 'POST']);

/**
 * Everything that is counted since this process began; whoever reads adds up over restarts. Its labels are as many as
 * there are routes, methods and statuses, whatever is asked for.
 */
export type Metrics = {
  count: RequestHandler;
  /** In the text format of Prometheus. What cannot be read now is left out. */
  text: () => Promise<string>;
  contentType: string;
};

/** The metrics of one server. `count` notes each request when it is over: method, the route's pattern, and status. */
export function makeMetrics(ctx: Ctx): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Histogram({
    name: 'hlc_request_seconds',
    help: 'How long requests took, by method, pattern of the route, and status',
    labelNames: ['method', 'route', 'status'],
    buckets: BOUNDS,
    registers,
  });
  const gauge = (name: string, help: string, label: string[], collect: (gauge: Gauge) => void) =>
    new Gauge({
      name,
      help,
      labelNames: label,
      registers,
      collect() {
        this.reset();
        collect(this);
      },
    });
  gauge('hlc_well', 'Whether a part is well, as /health says it', ['part'], (well) => {
    const { ok, ...parts } = healthOf(ctx);
    well.set({ part: 'all' }, Number(ok));
    for (const [part, how] of Object.entries(parts))
      well.set({ part }, Number(how === 'ok' || how === 'off'));
  });
  gauge('hlc_letters', 'Letters by their state', ['state'], (letters) => {
    for (const { state, count } of lettersOf(ctx)) letters.set({ state }, count);
  });
  gauge('hlc_memory_bytes', 'Memory of this process', [], (memory) => memory.set(memoryUsage.rss()));
  gauge('hlc_up_seconds', 'How long this process runs', [], (up) => up.set(Math.floor(uptime())));

  return {
    count(request, response, next) {
      const began = ctx.clock.now();
      response.once('close', () => {
        const method = METHODS.has(request.method) ? request.method : 'other';
        const labels = { method, route: request.route?.path ?? '-', status: response.statusCode };
        requests.observe(labels, (ctx.clock.now() - began) / 1000);
      });
      next();
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function lettersOf(ctx: Ctx): { state: string; count: number }[] {
  try {
    return countsByState(ctx.db);
  } catch {
    return [];
  }
}
