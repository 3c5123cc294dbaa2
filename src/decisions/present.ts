// Decisions as staff read them before they are released: kind by kind, each name with its letter in full.
import { type Language, say } from '../i18n/index.js';
import type { blocksOf } from '../mail/render.js';
import { type DecisionEvent, decisionEvents } from './rules.js';

type Row = {
  id: number;
  applicationId: number;
  event: string;
  name: string;
  reference: string | null;
  reasonCode: string;
  decider: string;
  proposer: string | null;
  preparedAt: number;
  note: string | null;
  hasAddress: boolean;
  bounced: boolean;
  /** More of what it says: terms, rank, further reasons. */
  facts: readonly string[];
  letter: { subject: string; lang: string; blocks: ReturnType<typeof blocksOf> } | null;
};

/** The kinds with what waits of each; `only` leaves out the others. */
export function kindsOf(rows: readonly Row[], language: Language, only: DecisionEvent | null) {
  return decisionEvents
    .filter((event) => only === null || event === only)
    .map((event) => ({
      event,
      heading: say(language, `decisions.kind.${event}`),
      rows: rows.filter((row) => row.event === event).map((row) => rowOf(row, language)),
    }))
    .filter(({ rows }) => rows.length > 0)
    .map((kind) => ({ ...kind, count: kind.rows.length }));
}

function rowOf(row: Row, language: Language) {
  const warnings = [
    ...(row.hasAddress ? [] : ['decisions.warning.no_address']),
    ...(row.bounced ? ['decisions.warning.bounced'] : []),
  ];
  return {
    ...row,
    reason: reasonText(row.reasonCode, language),
    by: row.proposer
      ? say(language, 'decisions.by_two', { proposer: row.proposer, decider: row.decider })
      : say(language, 'decisions.by_one', { decider: row.decider }),
    warnings: warnings.map((key) => say(language, key)),
  };
}

/** A reason in words. */
export function reasonText(code: string, language: Language): string {
  return say(language, `decisions.reason.${code}`);
}

/** "3 decisions: conditions not met 2, offer 1". */
export function summaryOf(kinds: readonly { heading: string; count: number }[], language: Language): string {
  const total = kinds.reduce((sum, { count }) => sum + count, 0);
  const parts = kinds.map(({ heading, count }) => say(language, 'decisions.part', { heading, count }));
  return say(language, 'decisions.summary', { total, parts: parts.join(', ') });
}
