// Which statements SQLite runs while something happens: prepared now or long ago, each run counts.
import type { World } from './world.js';

/** The statements run while `act` does, in order, as SQL. */
export async function statementsDuring(world: World, act: () => Promise<unknown>): Promise<string[]> {
  const prototype = Object.getPrototypeOf(world.ctx.db.$client.prepare('select 1'));
  const kept: [string, unknown][] = [];
  const seen: string[] = [];
  for (const name of ['all', 'get', 'run', 'iterate']) {
    const original = prototype[name];
    kept.push([name, original]);
    prototype[name] = function noted(this: { source: string }, ...values: unknown[]) {
      seen.push(this.source);
      return original.apply(this, values);
    };
  }
  try {
    await act();
  } finally {
    for (const [name, original] of kept) prototype[name] = original;
  }
  return seen;
}
