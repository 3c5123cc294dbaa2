// What a trace allows people to decide: judgements as pure functions. It never decides by itself.
import type { ConditionResult, Trace } from '../eligibility/rules.js';

type Rules = Pick<Trace, 'rules'>;

const conditionsOf = ({ rules }: Rules) =>
  rules.filter((rule): rule is ConditionResult => rule.kind === 'condition');

/** True when every condition is met on facts that somebody verified. Source: recruitment §3.1 event 9. */
export function allMet(trace: Rules): boolean {
  const conditions = conditionsOf(trace);
  return conditions.length > 0 && conditions.every(({ result }) => result === 'met');
}

/**
 * Conditions that are not met on verified facts: the only grounds for screening out. "Cannot tell" and what is only
 * stated are none. Source: recruitment §3.1 event 10.
 */
export function provenUnmet(trace: Rules): string[] {
  return conditionsOf(trace)
    .filter(({ result, basis }) => result === 'not_met' && basis === 'verified')
    .map(({ rule }) => rule);
}

/** True for somebody else than who proposed it. */
export function isSecond(personId: number, proposal: { proposedBy: number }): boolean {
  return proposal.proposedBy !== personId;
}
