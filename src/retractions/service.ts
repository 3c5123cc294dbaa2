// Staff withdraw a report with a reason, and bring it back: its hearing is open for another meanwhile.
import type { retractableStates } from '../../db/schema/retractions.js';
import type { Actor } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict } from '../errors.js';
import { seal } from '../lib/seal.js';
import { reportOf } from '../reports/queries.js';
import * as reports from '../reports/service.js';
import { quoting } from '../reviews/service.js';
import * as tasks from '../tasks/service.js';
import * as queries from './queries.js';
import { openRetractions, reasonContext } from './rules.js';

type From = (typeof retractableStates)[number];

/** A report that staff may withdraw or bring back, with what happened so. Throws NotFound, also for whoever is tied to its case. */
export function opened(ctx: Ctx, actor: Actor, id: number) {
  const shown = reports.opened(ctx, actor, 'report.withdraw', id);
  return {
    shown,
    retractions: openRetractions(ctx.config.keyring, queries.retractionsOf(ctx.db, id)),
    /** Another report of the same hearing that was begun meanwhile. */
    other: reportOf(ctx.db, shown.report.hearingId)?.id,
  };
}

/**
 * Withdraws a report: it waits for nobody, and its hearing for another report. The calendar stays as it is. Whoever
 * wrote it hears of it, and nothing of what it says. Throws IllegalMove for what is approved, Conflict, NotFound.
 */
export function retract(ctx: Ctx, actor: Actor, { id, note }: { id: number; note: string }): void {
  inTransaction(ctx, (inside) => {
    const { shown } = opened(inside, actor, id);
    const from = shown.report.state as From;
    reports.move(inside, actor, shown.report, 'withdraw', 'coordinator');
    const row = { reportId: id, at: inside.clock.now() };
    const sealedReason = seal(inside.config.keyring, Buffer.from(note), reasonContext(row));
    queries.insertRetraction(inside.db, { ...row, from, retractedBy: actor.personId, sealedReason });
    tasks.close(inside, actor, { kind: 'review-overdue', ...about(id) });
    reports.tellWriters(inside, shown, 'report-withdrawn');
  });
}

/** Brings a withdrawn report back to where it was. Throws Conflict when another was begun meanwhile, IllegalMove, NotFound. */
export function restore(ctx: Ctx, actor: Actor, id: number): void {
  inTransaction(ctx, (inside) => {
    const { shown, retractions, other } = opened(inside, actor, id);
    if (other !== undefined && other !== id) throw new Conflict('retractions.conflict.another');
    const last = retractions.findLast(({ restoredAt }) => restoredAt === null);
    if (!last) throw new Conflict('form.conflict.state');
    if (last.reason === '') throw new Conflict('retractions.conflict.emptied');
    reports.move(inside, actor, shown.report, 'restore', 'coordinator', { returnTo: last.from });
    const change = { restoredAt: inside.clock.now(), restoredBy: actor.personId };
    if (!queries.markRestored(inside.db, id, change)) throw new Conflict('form.conflict.state');
    reports.tellWriters(inside, shown, 'report-restored');
  });
}

/** Erases why a report was withdrawn that is emptied. Runs in the caller's transaction. */
export function erase(ctx: Ctx, reportId: number): void {
  const blank = (row: { reportId: number; at: number }) =>
    seal(ctx.config.keyring, Buffer.alloc(0), reasonContext(row));
  queries.replaceReasons(ctx.db, reportId, blank);
}

/** Why reports that somebody began were withdrawn, for themselves; of who withdrew them no name. */
export function heldAbout(ctx: Ctx, personId: number) {
  const quoted = quoting(ctx);
  return openRetractions(ctx.config.keyring, queries.retractionsAbout(ctx.db, personId)).map(
    ({ reportId, at, reason, restoredAt }) => ({ at, restoredAt, ...quoted(reportId, reason) }),
  );
}

const about = (id: number) => ({ entity: 'report', entityId: id });
