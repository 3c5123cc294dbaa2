// The machine's opinion, asked for and kept. It changes no state: no path leads from here to a decision.
import type { Actor } from '../access/actor.js';
import * as calls from '../calls/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { NotFound } from '../errors.js';
import * as queries from './queries.js';
import { evaluate, type Facts, type Trace } from './rules.js';

/**
 * Runs a version of a call's conditions over facts and keeps the trace, unless the latest one says the same.
 * Changes no state. Throws NotFound for an unknown version.
 */
export function assess(
  ctx: Ctx,
  _actor: Actor,
  input: { applicationId: number; callVersionId: number; facts: Facts },
): Trace {
  return inTransaction(ctx, (inside) => {
    const version = calls.versionById(inside.db, input.callVersionId);
    if (!version) throw new NotFound();
    const trace = evaluate(version.conditions, input.facts);
    const latest = queries.latestTrace(inside.db, input.applicationId);
    const isKnown = latest?.callVersionId === version.id && isSame(latest.rules, trace.rules);
    if (!isKnown) {
      queries.insertTrace(inside.db, {
        applicationId: input.applicationId,
        callVersionId: version.id,
        overall: trace.overall,
        rules: trace.rules,
        at: inside.clock.now(),
      });
    }
    return trace;
  });
}

function isSame(before: Trace['rules'], after: Trace['rules']): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
