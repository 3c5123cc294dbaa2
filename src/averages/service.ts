// An average where the certificate has none, or counts on another scale: computed from its exams, by a person.
import type { Actor } from '../access/actor.js';
import * as applications from '../applications/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Invalid } from '../errors.js';
import { printDecimal } from '../lib/decimal.js';
import * as verification from '../verification/service.js';
import * as queries from './queries.js';
import { carriedUp, type Method, meanOf, readExams } from './rules.js';

/** A file with what was computed for it so far. Throws NotFound. */
export function opened(ctx: Ctx, actor: Actor, id: number) {
  const file = verification.opened(ctx, actor, id, 'averageTenThousandths');
  return { ...file, averages: queries.averagesOf(ctx.db, id) };
}

export type Opened = ReturnType<typeof opened>;

/**
 * Computes the average, keeps its rows, and enters it in the ledger together with the scale it is now on; the rules
 * read both at once. Throws NotFound, Stale when somebody judged either meanwhile, Invalid naming the line that
 * cannot be read.
 */
export function compute(
  ctx: Ctx,
  actor: Actor,
  input: {
    id: number;
    method: Method;
    worst: number;
    best: number;
    exams: string;
    note: string | null;
    document: number | null;
    page: number | null;
    seenAverage: number;
    seenScale: number;
  },
): void {
  const scale = { worst: input.worst, best: input.best };
  inTransaction(ctx, (inside) => {
    const { id, document, page, note } = input;
    const stated = verification.statedOf(inside, id);
    const read = readExams(input.exams, input.method, scale);
    if ('problem' in read)
      throw new Invalid({ exams: { key: `averages.problem.${read.problem}`, values: { line: read.line } } });
    const average = carriedUp(meanOf(read.exams, input.method, scale));
    const judged = { id, document, page };
    verification.judge(inside, actor, {
      ...judged,
      fact: 'averageScale',
      ...said(stated.averageScale.declared === 'five_to_ten', 'five_to_ten'),
      note: null,
      seen: input.seenScale,
    });
    const verdictId = verification.judge(inside, actor, {
      ...judged,
      fact: 'averageTenThousandths',
      ...said(stated.averageTenThousandths.declared === average, printDecimal(average)),
      note,
      seen: input.seenAverage,
    });
    queries.insertAverage(inside.db, {
      verdictId,
      method: input.method,
      worstTenThousandths: scale.worst,
      bestTenThousandths: scale.best,
      exams: read.exams,
    });
    applications.describe(inside, id, { averageBasis: 'computed' });
  });
}

function said(isStated: boolean, value: string) {
  return isStated ? ({ verdict: 'matches', value: null } as const) : ({ verdict: 'differs', value } as const);
}

/** Erases what was computed for an application. Runs in the caller's transaction, before the ledger goes. */
export function erase(ctx: Ctx, applicationId: number): void {
  queries.deleteAverages(ctx.db, applicationId);
}
