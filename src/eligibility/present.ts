// What a page needs to show a trace: the same for the applicant, the staff and the self-check.
import { collator } from '../i18n/format.js';
import { type Language, say, textLanguage } from '../i18n/index.js';
import { toCyrillic } from '../lib/cyrillic.js';
import { printDecimal } from '../lib/decimal.js';
import { answerValues, OTHER_INSTITUTION } from './form.js';
import {
  type Basis,
  type Conditions,
  type FactName,
  type Input,
  profilesAsked,
  type RuleChange,
  type RuleResult,
  type Trace,
  yearsAsked,
} from './rules.js';

/** How a mark looks; never the only carrier of its meaning. `neutral`: a preference that does not apply. */
type Tone = 'good' | 'declared' | 'bad' | 'unknown' | 'neutral';

type TraceItem = {
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

type TraceInput = {
  fact: FactName;
  factKey: `eligibility.fact.${FactName}`;
  basisKey: `eligibility.basis.${Basis}`;
  fileId: number | null;
  page: number | null;
};

export type TraceView = {
  overall: {
    result: Trace['overall'];
    key: `eligibility.overall.${Trace['overall'] | 'to_check' | 'nothing_yet'}`;
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
      key: overallKey(trace.overall, conditions),
      tone: OVERALL_TONES[trace.overall],
      noticeKey: 'eligibility.overall.indication',
    },
    groups: groups.filter((group) => group.items.length > 0),
  };
}

/** When every condition is answered, only the documents are still to be looked at; before that there is nothing to say. */
function overallKey(overall: Trace['overall'], conditions: readonly TraceItem[]) {
  if (overall !== 'to_verify') return `eligibility.overall.${overall}` as const;
  const open = conditions.filter(({ result }) => result === 'cannot_tell').length;
  if (open === 0) return 'eligibility.overall.to_check' as const;
  return open === conditions.length
    ? ('eligibility.overall.nothing_yet' as const)
    : ('eligibility.overall.to_verify' as const);
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

type Institution = { id: string; nameSq: string; nameSr: string; nameEn: string };

/** The choices of each question about studies and experience, in the reader's words; institutions in their order. */
export function studiesOptions(language: Language, institutions: readonly Institution[]) {
  const order = collator(language);
  const named = institutions
    .map((institution) => ({ value: institution.id, label: institutionName(institution, language) }))
    .sort((a, b) => order.compare(a.label, b.label));
  const worded = (name: keyof typeof answerValues) =>
    answerValues[name].map((value) => ({
      value,
      label: say(language, `eligibility.value.${name}.${value}`),
    }));
  const numbered = (name: 'studyYear' | 'programmeYears') =>
    answerValues[name].map((value) => ({ value, label: value }));
  return {
    institution: [
      ...named,
      { value: OTHER_INSTITUTION, label: say(language, 'eligibility.value.institution.other') },
    ],
    faculty: worded('faculty'),
    degree: worded('degree'),
    studyYear: numbered('studyYear'),
    programmeYears: numbered('programmeYears'),
    averageScale: worded('averageScale'),
    criminalLaw: worded('criminalLaw'),
    criminalProcedure: worded('criminalProcedure'),
    profile: worded('profile'),
    serbianLevel: worded('serbianLevel'),
    previousInternship: worded('previousInternship'),
  };
}

/** The institution's name as this reader's language and script write it. */
export function institutionName(institution: Institution, language: Language): string {
  const name = { sq: institution.nameSq, sr: institution.nameSr, en: institution.nameEn }[
    textLanguage(language)
  ];
  return language === 'sr-Cyrl' ? toCyrillic(name) : name;
}

/** The decimal sign this reader writes. */
export function decimalSeparator(language: Language): '.' | ',' {
  return language === 'en' ? '.' : ',';
}

/** The conditions of a call in plain words, before anybody has answered anything. */
export function conditionSentences(conditions: Conditions, language: Language) {
  const tell = (name: string, values: Record<string, string> = {}) => ({
    rule: name,
    text: say(language, `eligibility.condition.${name}`, values),
  });
  const above = printDecimal(conditions.averageAboveTenThousandths, {
    minDecimals: 1,
    separator: decimalSeparator(language),
  });
  const priority = conditions.priority;
  const profiles = profilesAsked(priority?.profiles ?? []);
  return {
    conditions: [
      ...(conditions.lawFacultyOnly ? [tell('lawFaculty')] : []),
      ...(conditions.bachelorYears.length > 0
        ? [tell('bachelorYear', yearsAsked(conditions.bachelorYears))]
        : []),
      tell('average', { above }),
      ...(conditions.exams.includes('criminal_law') ? [tell('criminalLaw')] : []),
      ...(conditions.exams.includes('criminal_procedure') ? [tell('criminalProcedure')] : []),
      ...(conditions.institutions.length > 0 ? [tell('institution')] : []),
    ],
    preferences: [
      ...(priority?.finalYear && priority.profiles.length > 0
        ? [tell('finalYearAndProfile', { profiles })]
        : []),
      ...(priority?.finalYear && priority.profiles.length === 0 ? [tell('finalYear')] : []),
      ...(priority && !priority.finalYear && priority.profiles.length > 0
        ? [tell('profile', { profiles })]
        : []),
      ...(conditions.advantage.serbian ? [tell('serbian')] : []),
      ...(conditions.encouraged.firstInternship ? [tell('firstInternship')] : []),
    ],
  };
}

type Changed = {
  applicationId: number;
  reference: string | null;
  name: string;
  getsLetter: boolean;
  from: Trace['overall'];
  to: Trace['overall'];
  rules: RuleChange[];
};

/** Whose result a correction changes, from what to what, in words. */
export function changesOf(changed: readonly Changed[], language: Language) {
  const word = (result: RuleChange['from']) =>
    say(language, result === null ? 'eligibility.correct.notAsked' : `eligibility.mark.${result}`);
  return {
    letters: changed.filter((one) => one.getsLetter).length,
    rows: changed.map((one) => ({
      url: `/staff/applications/${one.applicationId}`,
      reference: one.reference ?? '',
      name: one.name,
      from: say(language, `eligibility.outcome.${one.from}`),
      to: say(language, `eligibility.outcome.${one.to}`),
      differs: one.from !== one.to,
      getsLetter: one.getsLetter,
      rules: one.rules.map((rule) => ({
        name: say(language, `eligibility.rule.${rule.rule}`),
        from: word(rule.from),
        to: word(rule.to),
      })),
    })),
  };
}

/**
 * What was found before, for staff: each earlier trace whose results were others than those of the next, with those
 * results in words. `traces`: the latest first.
 */
export function earlierResults(
  traces: readonly (Pick<Trace, 'overall' | 'rules'> & { at: number; callVersionId: number })[],
  language: Language,
) {
  return traces.slice(1).flatMap(({ at, callVersionId, overall, rules }, index) => {
    const next = traces[index];
    const others = rules.filter(
      ({ rule, result }) => result !== next?.rules.find((one) => one.rule === rule)?.result,
    );
    if (others.length === 0) return [];
    const lines = others.map(({ rule, result }) =>
      say(language, 'eligibility.earlier.line', {
        rule: say(language, `eligibility.rule.${rule}`),
        mark: say(language, `eligibility.mark.${result}`),
      }),
    );
    return [{ at, overall, isCorrected: callVersionId !== next?.callVersionId, lines }];
  });
}
