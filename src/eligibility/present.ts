// What a page needs to show a trace: the same for the applicant, the staff and the self-check.
import type { Basis, FactName, Input, RuleResult, Trace } from './rules.js';

/** How a mark looks; never the only carrier of its meaning. `neutral`: a preference that does not apply. */
export type Tone = 'good' | 'declared' | 'bad' | 'unknown' | 'neutral';

export type TraceItem = {
  rule: RuleResult['rule'];
  kind: RuleResult['kind'];
  result: RuleResult['result'];
  ruleKey: `eligibility.rule.${RuleResult['rule']}`;
  kindKey: `eligibility.kind.${RuleResult['kind']}`;
  markKey: `eligibility.mark.${RuleResult['result']}`;
  tone: Tone;
  sentenceKey: RuleResult['sentence']['key'];
  values: Record<string, string>;
  inputs: TraceInput[];
};

export type TraceInput = {
  fact: FactName;
  factKey: `eligibility.fact.${FactName}`;
  basisKey: `eligibility.basis.${Basis}`;
  fileId: number | null;
  page: number | null;
};

export type TraceView = {
  overall: {
    result: Trace['overall'];
    key: `eligibility.overall.${Trace['overall']}`;
    tone: Tone;
    noticeKey: 'eligibility.overall.indication';
  };
  groups: {
    name: 'conditions' | 'preferences';
    headingKey: `eligibility.trace.${'conditions' | 'preferences'}`;
    items: TraceItem[];
  }[];
};

const TONES: Record<RuleResult['result'], Tone> = {
  met: 'good',
  met_declared: 'declared',
  not_met: 'bad',
  cannot_tell: 'unknown',
  applies: 'good',
  applies_declared: 'declared',
  does_not_apply: 'neutral',
};

const OVERALL_TONES: Record<Trace['overall'], Tone> = { met: 'good', to_verify: 'declared', not_met: 'bad' };

/** The values of a sentence that are decimal numbers, printed with a point in the trace. */
const DECIMALS: readonly string[] = ['average', 'above'];

/** A trace as a page shows it: conditions first, then priority and advantage; a group without rules is left out.
 *  Keys and values go to `t()` unchanged. With `decimalSeparator: ','` the averages are printed as Albanian and
 *  Serbian write them; the digits stay the same. */
export function presentTrace(
  trace: Trace,
  { decimalSeparator = '.' }: { decimalSeparator?: '.' | ',' } = {},
): TraceView {
  const items = trace.rules.map((rule) => itemOf(rule, decimalSeparator));
  const conditions = items.filter((item) => item.kind === 'condition');
  const preferences = items.filter((item) => item.kind !== 'condition');
  const groups: TraceView['groups'] = [
    { name: 'conditions', headingKey: 'eligibility.trace.conditions', items: conditions },
    { name: 'preferences', headingKey: 'eligibility.trace.preferences', items: preferences },
  ];
  return {
    overall: {
      result: trace.overall,
      key: `eligibility.overall.${trace.overall}`,
      tone: OVERALL_TONES[trace.overall],
      noticeKey: 'eligibility.overall.indication',
    },
    groups: groups.filter((group) => group.items.length > 0),
  };
}

function itemOf(rule: RuleResult, separator: '.' | ','): TraceItem {
  const values = Object.entries<string>(rule.sentence.values).map(([name, value]) => [
    name,
    DECIMALS.includes(name) ? value.replace('.', separator) : value,
  ]);
  return {
    rule: rule.rule,
    kind: rule.kind,
    result: rule.result,
    ruleKey: `eligibility.rule.${rule.rule}`,
    kindKey: `eligibility.kind.${rule.kind}`,
    markKey: `eligibility.mark.${rule.result}`,
    tone: TONES[rule.result],
    sentenceKey: rule.sentence.key,
    values: Object.fromEntries(values),
    inputs: rule.inputs.map(inputOf),
  };
}

function inputOf(input: Input): TraceInput {
  return {
    fact: input.fact,
    factKey: `eligibility.fact.${input.fact}`,
    basisKey: `eligibility.basis.${input.basis}`,
    fileId: input.source?.fileId ?? null,
    page: input.source?.page ?? null,
  };
}
