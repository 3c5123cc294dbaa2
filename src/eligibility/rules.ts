// The machine's opinion on the conditions of a call: pure functions from facts to a trace. It advises; a person decides.
import { printDecimal } from '../lib/decimal.js';

/** What one version of a call asks for. Frozen when the call is published; plain JSON. */
export type Conditions = {
  /** Years of bachelor studies that may apply, e.g. [3, 4]. Empty: the call does not ask. */
  bachelorYears: number[];
  /** The average must be strictly above this, in ten-thousandths (7.5 = 75000). */
  averageAboveTenThousandths: number;
  exams: ('criminal_law' | 'criminal_procedure')[];
  lawFacultyOnly: boolean;
  /** Ids of the institutions the call names. Informational: a missing one is a question, never a refusal. */
  institutions: string[];
  priority: { finalYear: boolean; profiles: ('criminal' | 'international')[] } | null;
  advantage: { serbian: boolean };
  encouraged: { firstInternship: boolean };
};

/** One fact: what the applicant says, what staff read in the evidence, and where they read it. */
export type Fact<T> = {
  declared: T | null;
  verified: T | null;
  source?: { fileId: number; page: number | null };
};

/** The facts the rules read, by their plain values. */
export type FactValues = {
  /** An id of the institution list, or 'other'. */
  institution: string;
  faculty: 'law' | 'other';
  degree: 'bachelor' | 'master' | 'other';
  studyYear: number;
  programmeYears: number;
  averageTenThousandths: number;
  averageScale: 'five_to_ten' | 'other' | 'none';
  criminalLaw: 'passed' | 'not_yet';
  criminalProcedure: 'passed' | 'not_yet';
  profile: 'criminal' | 'international' | 'other' | 'none';
  serbianLevel: 'none' | 'basic' | 'good' | 'very_good' | 'native';
  previousInternship: 'yes' | 'no';
};

export type FactName = keyof FactValues;
export type Facts = { [Name in FactName]: Fact<FactValues[Name]> };

/** verified: every fact read was checked by a person; declared: at least one is the applicant's word; blank: one is missing. */
export type Basis = 'verified' | 'declared' | 'blank';

/** One fact as the rule saw it, kept in the trace so that the judgement can be repeated by hand. */
export type Input = {
  fact: FactName;
  declared: string | number | null;
  verified: string | number | null;
  basis: Basis;
  source?: { fileId: number; page: number | null };
};

/** How many years the call names: lets each language join one or two of them in its own words. */
type Years = { howMany: 'one' | 'two' | 'many'; first: string; last: string; years: string };
/** Which profiles the call names. */
type Profiles = { profiles: 'criminal' | 'international' | 'both' };

/** Every sentence a rule can say, with its values, all ready-printed text. The words are in the catalogue `eligibility`. */
type Sentences = {
  'eligibility.sentence.facultyLaw': Empty;
  'eligibility.sentence.facultyOther': Empty;
  'eligibility.sentence.facultyBlank': Empty;
  'eligibility.sentence.institutionListed': Empty;
  'eligibility.sentence.institutionUnlisted': Empty;
  'eligibility.sentence.institutionBlank': Empty;
  'eligibility.sentence.yearStated': Years & { year: string };
  'eligibility.sentence.yearBlank': Years;
  'eligibility.sentence.degreeDiffers': Years & { degree: 'master' | 'other' };
  'eligibility.sentence.degreeBlank': Years;
  'eligibility.sentence.averageStated': { average: string; above: string };
  'eligibility.sentence.averageEqual': { average: string; above: string };
  'eligibility.sentence.averageOffScale': { average: string; above: string };
  'eligibility.sentence.averageOtherScale': { above: string };
  'eligibility.sentence.averageNone': { above: string };
  'eligibility.sentence.averageBlank': { above: string };
  'eligibility.sentence.criminalLawPassed': Empty;
  'eligibility.sentence.criminalLawNotYet': Empty;
  'eligibility.sentence.criminalLawBlank': Empty;
  'eligibility.sentence.criminalProcedurePassed': Empty;
  'eligibility.sentence.criminalProcedureNotYet': Empty;
  'eligibility.sentence.criminalProcedureBlank': Empty;
  'eligibility.sentence.priorityFinalAndProfile': Profiles & {
    year: string;
    programmeYears: string;
    profile: FactValues['profile'];
  };
  'eligibility.sentence.priorityFinal': { year: string; programmeYears: string };
  'eligibility.sentence.priorityProfile': Profiles & { profile: FactValues['profile'] };
  'eligibility.sentence.priorityFinalAndProfileBlank': Profiles;
  'eligibility.sentence.priorityFinalBlank': Empty;
  'eligibility.sentence.priorityProfileBlank': Profiles;
  'eligibility.sentence.priorityYearsDisagree': { year: string; programmeYears: string };
  'eligibility.sentence.serbianKnown': { level: 'basic' | 'good' | 'very_good' | 'native' };
  'eligibility.sentence.serbianNone': Empty;
  'eligibility.sentence.serbianBlank': Empty;
  'eligibility.sentence.firstInternship': Empty;
  'eligibility.sentence.notFirstInternship': Empty;
  'eligibility.sentence.firstInternshipBlank': Empty;
};

type Empty = Record<never, string>;
type Sentence = {
  [Key in keyof Sentences]: { key: Key; values: Sentences[Key] };
}[keyof Sentences];

type ConditionKey =
  | 'lawFaculty'
  | 'institution'
  | 'bachelorYear'
  | 'average'
  | 'criminalLaw'
  | 'criminalProcedure';
type PreferenceKey = 'finalYearAndProfile' | 'serbian' | 'firstInternship';

/** A hard rule. Only these decide `overall`. */
export type ConditionResult = {
  rule: ConditionKey;
  kind: 'condition';
  result: 'met' | 'met_declared' | 'not_met' | 'cannot_tell';
  basis: Basis;
  sentence: Sentence;
  inputs: Input[];
};

/** Priority, advantage, encouragement: there is no "not met" here, and never will be. */
export type PreferenceResult = {
  rule: PreferenceKey;
  kind: 'priority' | 'advantage' | 'encouraged';
  result: 'applies' | 'applies_declared' | 'does_not_apply' | 'cannot_tell';
  basis: Basis;
  sentence: Sentence;
  inputs: Input[];
};

export type RuleResult = ConditionResult | PreferenceResult;

export type Trace = {
  overall: 'not_met' | 'to_verify' | 'met';
  rules: RuleResult[];
};

/** A rule as data: its key, the words of the call it stands on, and the test; null when this call does not ask. */
export type Rule = {
  key: ConditionKey | PreferenceKey;
  source: string;
  test: (conditions: Conditions, facts: Facts) => RuleResult | null;
};

/** Ends of the scale the call means, in ten-thousandths. An average outside is a misreading, not a low mark. */
const SCALE = { from: 50_000, to: 100_000 };

/** Where verified values were read. */
export type Sources = Partial<Record<FactName, { fileId: number; page: number | null }>>;

/** Facts from plain values: what is not given is blank. Declared by the applicant, verified by staff. */
export function factsOf(
  declared: Partial<FactValues>,
  verified: Partial<FactValues> = {},
  sources: Sources = {},
): Facts {
  const fact = <Name extends FactName>(name: Name): Fact<FactValues[Name]> => ({
    declared: declared[name] ?? null,
    verified: verified[name] ?? null,
    ...(sources[name] ? { source: sources[name] } : {}),
  });
  return {
    institution: fact('institution'),
    faculty: fact('faculty'),
    degree: fact('degree'),
    studyYear: fact('studyYear'),
    programmeYears: fact('programmeYears'),
    averageTenThousandths: fact('averageTenThousandths'),
    averageScale: fact('averageScale'),
    criminalLaw: fact('criminalLaw'),
    criminalProcedure: fact('criminalProcedure'),
    profile: fact('profile'),
    serbianLevel: fact('serbianLevel'),
    previousInternship: fact('previousInternship'),
  };
}

/** Met when the studies are at a faculty of law; another faculty is not met; blank cannot be told.
 *  Source: call 2020, opening paragraph and first condition, "Faculty of Law", public and private colleges. */
function lawFaculty(conditions: Conditions, facts: Facts): ConditionResult | null {
  if (!conditions.lawFacultyOnly) return null;
  const judge = condition('lawFaculty', facts, ['faculty']);
  const faculty = read(facts.faculty);
  if (faculty === null) return judge('cannot_tell', say('eligibility.sentence.facultyBlank', {}));
  return faculty === 'law'
    ? judge('met', say('eligibility.sentence.facultyLaw', {}))
    : judge('not_met', say('eligibility.sentence.facultyOther', {}));
}

/** Met when the institution is in the call's list. One that is not, or blank, cannot be told: the list may be
 *  incomplete, so its absence never counts against anybody. An empty list asks nothing.
 *  Source: call 2020, opening paragraph, "public and private college"; the list belongs to the call. */
function institutionListed(conditions: Conditions, facts: Facts): ConditionResult | null {
  if (conditions.institutions.length === 0) return null;
  const judge = condition('institution', facts, ['institution']);
  const institution = read(facts.institution);
  if (institution === null) return judge('cannot_tell', say('eligibility.sentence.institutionBlank', {}));
  return conditions.institutions.includes(institution)
    ? judge('met', say('eligibility.sentence.institutionListed', {}))
    : judge('cannot_tell', say('eligibility.sentence.institutionUnlisted', {}));
}

/** Met in one of the call's years of bachelor studies. Studies of another level are not met whatever the year;
 *  otherwise a blank level or year cannot be told.
 *  Source: call 2020, first condition, "third or fourth year of bachelor studies". */
export function bachelorYear(conditions: Conditions, facts: Facts): ConditionResult | null {
  if (conditions.bachelorYears.length === 0) return null;
  const asked = yearsAsked(conditions.bachelorYears);
  const degree = read(facts.degree);
  const year = read(facts.studyYear);
  if (degree === 'master' || degree === 'other') {
    const judge = condition('bachelorYear', facts, ['degree']);
    return judge('not_met', say('eligibility.sentence.degreeDiffers', { ...asked, degree }));
  }
  const judge = condition('bachelorYear', facts, ['degree', 'studyYear']);
  if (year === null) return judge('cannot_tell', say('eligibility.sentence.yearBlank', asked));
  if (degree === null) return judge('cannot_tell', say('eligibility.sentence.degreeBlank', asked));
  const sentence = say('eligibility.sentence.yearStated', { ...asked, year: String(year) });
  return judge(conditions.bachelorYears.includes(year) ? 'met' : 'not_met', sentence);
}

/** Met when the average is strictly above the call's, both in ten-thousandths (7.5 = 75000), never rounded:
 *  7.50 is not met, 7.5001 is met. Another scale, no average, blank, or a number outside 5–10 cannot be told:
 *  staff compute the average from the listed exams and verify both the scale and the number.
 *  Source: call 2020, second condition, "average grade should be above 7.5". */
export function averageAbove(conditions: Conditions, facts: Facts): ConditionResult {
  const above = printDecimal(conditions.averageAboveTenThousandths, { minDecimals: 1 });
  const scale = read(facts.averageScale);
  if (scale === 'other' || scale === 'none') {
    const judge = condition('average', facts, ['averageScale']);
    return scale === 'other'
      ? judge('cannot_tell', say('eligibility.sentence.averageOtherScale', { above }))
      : judge('cannot_tell', say('eligibility.sentence.averageNone', { above }));
  }
  const judge = condition('average', facts, ['averageScale', 'averageTenThousandths']);
  const number = read(facts.averageTenThousandths);
  if (scale === null || number === null) {
    return judge('cannot_tell', say('eligibility.sentence.averageBlank', { above }));
  }
  const values = { average: printDecimal(number, { minDecimals: 2 }), above };
  if (number < SCALE.from || number > SCALE.to) {
    return judge('cannot_tell', say('eligibility.sentence.averageOffScale', values));
  }
  if (number === conditions.averageAboveTenThousandths) {
    return judge('not_met', say('eligibility.sentence.averageEqual', values));
  }
  return judge(
    number > conditions.averageAboveTenThousandths ? 'met' : 'not_met',
    say('eligibility.sentence.averageStated', values),
  );
}

/** Met when the Criminal Law exam is passed; not yet passed is not met; blank cannot be told.
 *  Source: call 2020, second condition, exams of "Criminal Law and the Criminal Procedure Law". */
function criminalLawPassed(conditions: Conditions, facts: Facts): ConditionResult | null {
  if (!conditions.exams.includes('criminal_law')) return null;
  const judge = condition('criminalLaw', facts, ['criminalLaw']);
  const exam = read(facts.criminalLaw);
  if (exam === null) return judge('cannot_tell', say('eligibility.sentence.criminalLawBlank', {}));
  return exam === 'passed'
    ? judge('met', say('eligibility.sentence.criminalLawPassed', {}))
    : judge('not_met', say('eligibility.sentence.criminalLawNotYet', {}));
}

/** Met when the Criminal Procedure Law exam is passed; not yet passed is not met; blank cannot be told.
 *  Source: call 2020, second condition, exams of "Criminal Law and the Criminal Procedure Law". */
function criminalProcedurePassed(conditions: Conditions, facts: Facts): ConditionResult | null {
  if (!conditions.exams.includes('criminal_procedure')) return null;
  const judge = condition('criminalProcedure', facts, ['criminalProcedure']);
  const exam = read(facts.criminalProcedure);
  if (exam === null) return judge('cannot_tell', say('eligibility.sentence.criminalProcedureBlank', {}));
  return exam === 'passed'
    ? judge('met', say('eligibility.sentence.criminalProcedurePassed', {}))
    : judge('not_met', say('eligibility.sentence.criminalProcedureNotYet', {}));
}

/** Priority applies in the last year of the programme **and** with one of the call's profiles (or the one of the
 *  two that the call asks for). "Last" is the year of study equal to the length of the programme; a year beyond
 *  that length, or a blank, cannot be told.
 *  Source: call 2020, first condition, last year "profiled in the Criminal Law or International Law". */
export function finalYearAndProfile(conditions: Conditions, facts: Facts): PreferenceResult | null {
  const asked = conditions.priority;
  if (asked === null || (!asked.finalYear && asked.profiles.length === 0)) return null;
  const byProfile = asked.profiles.length > 0;
  const judge = preference('finalYearAndProfile', 'priority', facts, [
    ...(asked.finalYear ? (['studyYear', 'programmeYears'] as const) : []),
    ...(byProfile ? (['profile'] as const) : []),
  ]);
  const year = read(facts.studyYear);
  const length = read(facts.programmeYears);
  const profile = read(facts.profile);
  const profiles = profilesAsked(asked.profiles);
  const fits =
    profile === 'criminal' || profile === 'international' ? asked.profiles.includes(profile) : false;

  if (!asked.finalYear) {
    return profile === null
      ? judge('cannot_tell', say('eligibility.sentence.priorityProfileBlank', { profiles }))
      : judge(fits, say('eligibility.sentence.priorityProfile', { profiles, profile }));
  }
  if (year === null || length === null || (byProfile && profile === null)) {
    return byProfile
      ? judge('cannot_tell', say('eligibility.sentence.priorityFinalAndProfileBlank', { profiles }))
      : judge('cannot_tell', say('eligibility.sentence.priorityFinalBlank', {}));
  }
  const years = { year: String(year), programmeYears: String(length) };
  if (year > length) return judge('cannot_tell', say('eligibility.sentence.priorityYearsDisagree', years));
  if (!byProfile || profile === null) {
    return judge(year === length, say('eligibility.sentence.priorityFinal', years));
  }
  return judge(
    year === length && fits,
    say('eligibility.sentence.priorityFinalAndProfile', { ...years, profiles, profile }),
  );
}

/** The advantage applies from basic knowledge of Serbian upwards; the level is in the sentence and is tested at
 *  the interview, which is what "verified" means here.
 *  Source: call 2020, third condition, "Knowledge of Serbian language is an advantage". */
function knowsSerbian(conditions: Conditions, facts: Facts): PreferenceResult | null {
  if (!conditions.advantage.serbian) return null;
  const judge = preference('serbian', 'advantage', facts, ['serbianLevel']);
  const level = read(facts.serbianLevel);
  if (level === null) return judge('cannot_tell', say('eligibility.sentence.serbianBlank', {}));
  return level === 'none'
    ? judge(false, say('eligibility.sentence.serbianNone', {}))
    : judge(true, say('eligibility.sentence.serbianKnown', { level }));
}

/** The encouragement applies when there was no internship before.
 *  Source: call 2020, fourth condition, students without an internship until now "are encouraged to apply". */
function isFirstInternship(conditions: Conditions, facts: Facts): PreferenceResult | null {
  if (!conditions.encouraged.firstInternship) return null;
  const judge = preference('firstInternship', 'encouraged', facts, ['previousInternship']);
  const previous = read(facts.previousInternship);
  if (previous === null) return judge('cannot_tell', say('eligibility.sentence.firstInternshipBlank', {}));
  return previous === 'no'
    ? judge(true, say('eligibility.sentence.firstInternship', {}))
    : judge(false, say('eligibility.sentence.notFirstInternship', {}));
}

/** All rules, in the order in which they are read. The community of a person is not among them, on purpose. */
export const RULES: readonly Rule[] = [
  {
    key: 'lawFaculty',
    source: 'call 2020: studies at a faculty of law, public or private',
    test: lawFaculty,
  },
  { key: 'institution', source: 'call 2020: the institutions named by the call', test: institutionListed },
  { key: 'bachelorYear', source: 'call 2020: third or fourth year of bachelor studies', test: bachelorYear },
  { key: 'average', source: 'call 2020: average grade above 7.5', test: averageAbove },
  { key: 'criminalLaw', source: 'call 2020: exam of Criminal Law completed', test: criminalLawPassed },
  {
    key: 'criminalProcedure',
    source: 'call 2020: exam of Criminal Procedure Law completed',
    test: criminalProcedurePassed,
  },
  {
    key: 'finalYearAndProfile',
    source: 'call 2020: last year with a criminal or international law profile has priority',
    test: finalYearAndProfile,
  },
  { key: 'serbian', source: 'call 2020: knowledge of Serbian is an advantage', test: knowsSerbian },
  {
    key: 'firstInternship',
    source: 'call 2020: no internship until now is encouraged',
    test: isFirstInternship,
  },
];

/** Runs every rule the call asks for. Overall: any condition not met → not_met; else any condition only declared or
 *  not to be told → to_verify; else met. Priority, advantage and encouragement never enter it.
 *  Changes nothing and refuses nobody. Source: recruitment rules, "rule evaluation". */
export function evaluate(conditions: Conditions, facts: Facts): Trace {
  const rules = RULES.map((rule) => rule.test(conditions, facts)).filter((result) => result !== null);
  const results = rules.filter((rule) => rule.kind === 'condition').map((rule) => rule.result);
  if (results.includes('not_met')) return { overall: 'not_met', rules };
  return { overall: results.every((result) => result === 'met') ? 'met' : 'to_verify', rules };
}

/** One rule whose result differs between two traces; null: the rule was not asked then, or is not asked now. */
export type RuleChange = {
  rule: RuleResult['rule'];
  from: RuleResult['result'] | null;
  to: RuleResult['result'] | null;
};

/** The rules whose result differs, conditions and preferences alike, in the order in which they are read. */
export function changedRules(before: Trace, after: Trace): RuleChange[] {
  return RULES.map(({ key }) => ({
    rule: key,
    from: before.rules.find((rule) => rule.rule === key)?.result ?? null,
    to: after.rules.find((rule) => rule.rule === key)?.result ?? null,
  })).filter((change) => change.from !== change.to);
}

/** What a rule goes by: the verified value if there is one, else the declared one, else nothing. */
function read<T>(fact: Fact<T>): T | null {
  return fact.verified ?? fact.declared;
}

function basisOf(fact: Fact<string | number>): Basis {
  if (fact.verified !== null) return 'verified';
  return fact.declared === null ? 'blank' : 'declared';
}

/** The weakest of several: one blank makes all blank, one word makes all declared. */
function weakest(inputs: readonly Input[]): Basis {
  if (inputs.some((input) => input.basis === 'blank')) return 'blank';
  return inputs.some((input) => input.basis === 'declared') ? 'declared' : 'verified';
}

function inputsOf(facts: Facts, names: readonly FactName[]): Input[] {
  return names.map((name) => {
    const fact: Fact<string | number> = facts[name];
    return {
      fact: name,
      declared: fact.declared,
      verified: fact.verified,
      basis: basisOf(fact),
      ...(fact.source ? { source: fact.source } : {}),
    };
  });
}

function say<Key extends keyof Sentences>(key: Key, values: Sentences[Key]): Sentence {
  // One key with its own values is a Sentence; the compiler cannot follow a generic into a union.
  return { key, values } as Sentence;
}

/** Opens a judgement over named facts: "met" on an applicant's word alone becomes "met as declared". */
function condition(rule: ConditionKey, facts: Facts, names: readonly FactName[]) {
  const inputs = inputsOf(facts, names);
  const basis = weakest(inputs);
  return (verdict: 'met' | 'not_met' | 'cannot_tell', sentence: Sentence): ConditionResult => ({
    rule,
    kind: 'condition',
    result: verdict === 'met' && basis !== 'verified' ? 'met_declared' : verdict,
    basis,
    sentence,
    inputs,
  });
}

/** The same for what is only a preference: it applies, it does not, or it cannot be told. */
function preference(
  rule: PreferenceKey,
  kind: PreferenceResult['kind'],
  facts: Facts,
  names: readonly FactName[],
) {
  const inputs = inputsOf(facts, names);
  const basis = weakest(inputs);
  const word = (verdict: boolean): PreferenceResult['result'] => {
    if (!verdict) return 'does_not_apply';
    return basis === 'verified' ? 'applies' : 'applies_declared';
  };
  return (verdict: boolean | 'cannot_tell', sentence: Sentence): PreferenceResult => ({
    rule,
    kind,
    result: verdict === 'cannot_tell' ? verdict : word(verdict),
    basis,
    sentence,
    inputs,
  });
}

/** The years a call asks for, as sentences need them. */
export function yearsAsked(years: readonly number[]): Years {
  const sorted = [...years].sort((a, b) => a - b);
  return {
    howMany: sorted.length === 1 ? 'one' : sorted.length === 2 ? 'two' : 'many',
    first: String(sorted[0]),
    last: String(sorted.at(-1)),
    years: sorted.join(', '),
  };
}

/** The profiles a call asks for, as sentences need them. */
export function profilesAsked(profiles: readonly ('criminal' | 'international')[]): Profiles['profiles'] {
  if (profiles.length === 1 && profiles[0]) return profiles[0];
  return 'both';
}
