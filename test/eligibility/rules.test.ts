// The rules of a call, at every boundary; and what must never happen, as properties.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  averageAbove,
  bachelorYear,
  type Conditions,
  evaluate,
  type Fact,
  type FactName,
  type Facts,
  type FactValues,
  factsOf,
  finalYearAndProfile,
  RULES,
} from '../../src/eligibility/rules.js';
import catalog from '../../src/i18n/catalog/eligibility.json' with { type: 'json' };

const conditions: Conditions = {
  bachelorYears: [3, 4],
  averageAboveTenThousandths: 75_000,
  exams: ['criminal_law', 'criminal_procedure'],
  lawFacultyOnly: true,
  institutions: ['up', 'aab'],
  priority: { finalYear: true, profiles: ['criminal', 'international'] },
  advantage: { serbian: true },
  encouraged: { firstInternship: true },
};

const good: FactValues = {
  institution: 'up',
  faculty: 'law',
  degree: 'bachelor',
  studyYear: 4,
  programmeYears: 4,
  averageTenThousandths: 86_500,
  averageScale: 'five_to_ten',
  criminalLaw: 'passed',
  criminalProcedure: 'passed',
  profile: 'criminal',
  serbianLevel: 'good',
  previousInternship: 'no',
};

type Plain = { [Name in FactName]?: FactValues[Name] | null };

/** The good facts with some replaced; null blanks one. */
function withFacts(change: Plain): Partial<FactValues> {
  const all: Record<string, unknown> = { ...good, ...change };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

function result(rule: string, declared: Plain, verified: Partial<FactValues> = {}, asked = conditions) {
  const found = evaluate(asked, factsOf(withFacts(declared), verified)).rules.find((r) => r.rule === rule);
  if (!found) throw new Error(`the call does not ask ${rule}`);
  return found;
}

describe('average', () => {
  const table: [string, number, string][] = [
    ['5', 50_000, 'not_met'],
    ['7.4999', 74_999, 'not_met'],
    ['7.5 and 7.50, the same number', 75_000, 'not_met'],
    ['7.5001', 75_001, 'met_declared'],
    ['7.501', 75_010, 'met_declared'],
    ['7.51', 75_100, 'met_declared'],
    ['10', 100_000, 'met_declared'],
    ['4.9999: off the scale', 49_999, 'cannot_tell'],
    ['10.0001: off the scale', 100_001, 'cannot_tell'],
    ['85: off the scale', 850_000, 'cannot_tell'],
  ];
  it.each(table)('%s', (_, averageTenThousandths, expected) => {
    expect(result('average', { averageTenThousandths }).result).toBe(expected);
  });

  it('says the numbers exactly as they are', () => {
    expect(result('average', { averageTenThousandths: 75_000 }).sentence).toEqual({
      key: 'eligibility.sentence.averageEqual',
      values: { average: '7.50', above: '7.5' },
    });
    expect(result('average', { averageTenThousandths: 75_001 }).sentence).toEqual({
      key: 'eligibility.sentence.averageStated',
      values: { average: '7.5001', above: '7.5' },
    });
    expect(result('average', { averageTenThousandths: 86_500 }).sentence.values).toEqual({
      average: '8.65',
      above: '7.5',
    });
  });

  it('compares with the number of the call, whatever it is', () => {
    const asked = { ...conditions, averageAboveTenThousandths: 80_000 };
    expect(result('average', { averageTenThousandths: 80_000 }, {}, asked).result).toBe('not_met');
    expect(result('average', { averageTenThousandths: 80_001 }, {}, asked).result).toBe('met_declared');
    expect(result('average', { averageTenThousandths: 80_000 }, {}, asked).sentence.values).toMatchObject({
      above: '8.0',
    });
  });

  it('cannot tell a blank, another scale or a certificate without an average', () => {
    expect(result('average', { averageTenThousandths: null })).toMatchObject({
      result: 'cannot_tell',
      basis: 'blank',
      sentence: { key: 'eligibility.sentence.averageBlank' },
    });
    expect(result('average', { averageScale: null }).result).toBe('cannot_tell');
    expect(result('average', { averageScale: 'other' })).toMatchObject({
      result: 'cannot_tell',
      sentence: { key: 'eligibility.sentence.averageOtherScale', values: { above: '7.5' } },
    });
    expect(result('average', { averageScale: 'none', averageTenThousandths: null })).toMatchObject({
      result: 'cannot_tell',
      sentence: { key: 'eligibility.sentence.averageNone' },
    });
  });

  it('takes the average that staff computed, once they verified scale and number', () => {
    const computed = { averageScale: 'five_to_ten', averageTenThousandths: 76_000 } as const;
    expect(result('average', { averageScale: 'other', averageTenThousandths: null }, computed).result).toBe(
      'met',
    );
    const numberOnly = { averageTenThousandths: 76_000 };
    expect(result('average', { averageScale: 'other' }, numberOnly).result).toBe('cannot_tell');
  });

  it('lets the verified value win, both ways', () => {
    const scale = { averageScale: 'five_to_ten' } as const;
    const lower = result(
      'average',
      { averageTenThousandths: 90_000 },
      { ...scale, averageTenThousandths: 75_000 },
    );
    expect(lower).toMatchObject({ result: 'not_met', basis: 'verified' });
    const higher = result(
      'average',
      { averageTenThousandths: 60_000 },
      { ...scale, averageTenThousandths: 75_001 },
    );
    expect(higher).toMatchObject({ result: 'met', basis: 'verified' });
    const blank = result(
      'average',
      { averageTenThousandths: null },
      { ...scale, averageTenThousandths: 75_001 },
    );
    expect(blank.result).toBe('met');
  });

  it('needs every fact verified for "met"', () => {
    expect(result('average', {}, { averageTenThousandths: 86_500 })).toMatchObject({
      result: 'met_declared',
      basis: 'declared',
    });
  });

  it('keeps its inputs, with the page they were read on', () => {
    const facts = factsOf(good);
    const average: Fact<number> = { declared: 86_500, verified: 86_000, source: { fileId: 7, page: 2 } };
    expect(averageAbove(conditions, { ...facts, averageTenThousandths: average }).inputs).toEqual([
      { fact: 'averageScale', declared: 'five_to_ten', verified: null, basis: 'declared' },
      {
        fact: 'averageTenThousandths',
        declared: 86_500,
        verified: 86_000,
        basis: 'verified',
        source: { fileId: 7, page: 2 },
      },
    ]);
  });
});

describe('year of bachelor studies', () => {
  const table: [number | null, FactValues['degree'] | null, string][] = [
    [1, 'bachelor', 'not_met'],
    [2, 'bachelor', 'not_met'],
    [3, 'bachelor', 'met_declared'],
    [4, 'bachelor', 'met_declared'],
    [5, 'bachelor', 'not_met'],
    [3, 'master', 'not_met'],
    [4, 'other', 'not_met'],
    [null, 'master', 'not_met'],
    [null, 'bachelor', 'cannot_tell'],
    [3, null, 'cannot_tell'],
    [2, null, 'cannot_tell'],
    [null, null, 'cannot_tell'],
  ];
  it.each(table)('year %s of %s: %s', (studyYear, degree, expected) => {
    expect(result('bachelorYear', { studyYear, degree }).result).toBe(expected);
  });

  it('lets the verified value win, both ways', () => {
    expect(result('bachelorYear', { studyYear: 3 }, { degree: 'bachelor', studyYear: 2 }).result).toBe(
      'not_met',
    );
    expect(result('bachelorYear', { studyYear: 2 }, { degree: 'bachelor', studyYear: 3 }).result).toBe('met');
    expect(result('bachelorYear', { degree: 'master' }, { degree: 'bachelor', studyYear: 3 }).result).toBe(
      'met',
    );
  });

  it('names one, two or more years', () => {
    const values = (bachelorYears: number[]) =>
      bachelorYear({ ...conditions, bachelorYears }, factsOf(good))?.sentence.values;
    expect(values([4])).toMatchObject({ howMany: 'one', first: '4' });
    expect(values([4, 3])).toMatchObject({ howMany: 'two', first: '3', last: '4', year: '4' });
    expect(values([2, 3, 4])).toMatchObject({ howMany: 'many', years: '2, 3, 4' });
  });
});

describe('exams', () => {
  it.each(['criminalLaw', 'criminalProcedure'] as const)('%s', (exam) => {
    const other = exam === 'criminalLaw' ? 'criminalProcedure' : 'criminalLaw';
    expect(result(exam, { [exam]: 'passed' }).result).toBe('met_declared');
    expect(result(exam, { [exam]: 'not_yet' }).result).toBe('not_met');
    expect(result(other, { [exam]: 'not_yet' }).result).toBe('met_declared');
    expect(result(exam, { [exam]: null }).result).toBe('cannot_tell');
    expect(result(exam, { [exam]: 'not_yet' }, { [exam]: 'passed' }).result).toBe('met');
    expect(result(exam, { [exam]: 'passed' }, { [exam]: 'not_yet' }).result).toBe('not_met');
  });

  it('asks only for the exams of the call', () => {
    const rules = evaluate({ ...conditions, exams: ['criminal_law'] }, factsOf(good)).rules.map(
      (r) => r.rule,
    );
    expect(rules).toContain('criminalLaw');
    expect(rules).not.toContain('criminalProcedure');
  });
});

describe('faculty and institution', () => {
  it('reads the faculty', () => {
    expect(result('lawFaculty', {}).result).toBe('met_declared');
    expect(result('lawFaculty', { faculty: 'other' }).result).toBe('not_met');
    expect(result('lawFaculty', { faculty: null }).result).toBe('cannot_tell');
    expect(result('lawFaculty', {}, { faculty: 'law' }).result).toBe('met');
  });

  it('never counts an unknown institution against anybody', () => {
    expect(result('institution', {}).result).toBe('met_declared');
    expect(result('institution', { institution: 'other' }).result).toBe('cannot_tell');
    expect(result('institution', { institution: 'not-in-the-list' }).result).toBe('cannot_tell');
    expect(result('institution', { institution: null }).result).toBe('cannot_tell');
    expect(result('institution', {}, { institution: 'other' }).result).toBe('cannot_tell');
    expect(result('institution', { institution: 'other' }, { institution: 'aab' }).result).toBe('met');
  });

  it('asks nothing of an institution when the call names none', () => {
    const { rules } = evaluate({ ...conditions, institutions: [], lawFacultyOnly: false }, factsOf({}));
    expect(rules.map((r) => r.rule)).not.toContain('institution');
    expect(rules.map((r) => r.rule)).not.toContain('lawFaculty');
  });
});

describe('priority, advantage, encouragement', () => {
  const table: [Plain, string][] = [
    [{}, 'applies_declared'],
    [{ profile: 'international' }, 'applies_declared'],
    [{ studyYear: 3, programmeYears: 3 }, 'applies_declared'],
    [{ studyYear: 3 }, 'does_not_apply'],
    [{ profile: 'other' }, 'does_not_apply'],
    [{ profile: 'none' }, 'does_not_apply'],
    [{ studyYear: 5 }, 'cannot_tell'],
    [{ studyYear: null }, 'cannot_tell'],
    [{ programmeYears: null }, 'cannot_tell'],
    [{ profile: null }, 'cannot_tell'],
  ];
  it.each(table)('priority with %j: %s', (change, expected) => {
    expect(result('finalYearAndProfile', change).result).toBe(expected);
  });

  it('priority is sure only when all three facts are verified', () => {
    const verified = { studyYear: 4, programmeYears: 4 };
    expect(result('finalYearAndProfile', {}, verified).result).toBe('applies_declared');
    expect(result('finalYearAndProfile', {}, { ...verified, profile: 'criminal' }).result).toBe('applies');
  });

  it('asks only for what the call gives priority to', () => {
    const asked = (priority: Conditions['priority'], change: Plain = {}) =>
      finalYearAndProfile({ ...conditions, priority }, factsOf(withFacts(change)));
    expect(asked(null)).toBeNull();
    expect(asked({ finalYear: false, profiles: [] })).toBeNull();
    expect(asked({ finalYear: true, profiles: [] }, { profile: null })?.result).toBe('applies_declared');
    expect(asked({ finalYear: true, profiles: [] }, { studyYear: null })?.result).toBe('cannot_tell');
    expect(asked({ finalYear: false, profiles: ['criminal'] }, { studyYear: null })?.result).toBe(
      'applies_declared',
    );
    expect(asked({ finalYear: false, profiles: ['international'] })?.result).toBe('does_not_apply');
    expect(asked({ finalYear: false, profiles: ['criminal'] }, { profile: null })?.result).toBe(
      'cannot_tell',
    );
  });

  it.each([
    ['none', 'does_not_apply'],
    ['basic', 'applies_declared'],
    ['good', 'applies_declared'],
    ['very_good', 'applies_declared'],
    ['native', 'applies_declared'],
    [null, 'cannot_tell'],
  ] as const)('Serbian %s: %s', (serbianLevel, expected) => {
    expect(result('serbian', { serbianLevel }).result).toBe(expected);
  });

  it('Serbian as tested at the interview wins over what was declared', () => {
    expect(result('serbian', { serbianLevel: 'good' }, { serbianLevel: 'none' }).result).toBe(
      'does_not_apply',
    );
    expect(result('serbian', { serbianLevel: 'none' }, { serbianLevel: 'basic' }).result).toBe('applies');
  });

  it('first internship', () => {
    expect(result('firstInternship', {}).result).toBe('applies_declared');
    expect(result('firstInternship', { previousInternship: 'yes' }).result).toBe('does_not_apply');
    expect(result('firstInternship', { previousInternship: null }).result).toBe('cannot_tell');
  });

  it('is left out when the call does not mention it', () => {
    const bare: Conditions = {
      ...conditions,
      priority: null,
      advantage: { serbian: false },
      encouraged: { firstInternship: false },
    };
    expect(evaluate(bare, factsOf(good)).rules.every((rule) => rule.kind === 'condition')).toBe(true);
  });
});

describe('overall', () => {
  it('is met only when every condition is met on verified facts', () => {
    expect(evaluate(conditions, factsOf(good, good)).overall).toBe('met');
    expect(evaluate(conditions, factsOf({}, good)).overall).toBe('met');
    expect(evaluate(conditions, factsOf(good)).overall).toBe('to_verify');
    const { criminalLaw: _, ...allButOne } = good;
    expect(evaluate(conditions, factsOf(good, allButOne)).overall).toBe('to_verify');
  });

  it('is to verify when nothing is known, and not met as soon as one condition is', () => {
    expect(evaluate(conditions, factsOf({})).overall).toBe('to_verify');
    expect(evaluate(conditions, factsOf({ criminalLaw: 'not_yet' })).overall).toBe('not_met');
    expect(evaluate(conditions, factsOf(good, { ...good, averageTenThousandths: 75_000 })).overall).toBe(
      'not_met',
    );
  });

  it('survives being stored as JSON', () => {
    const trace = evaluate(conditions, factsOf(good, { studyYear: 4 }));
    expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
  });
});

describe('the list of rules', () => {
  it('names each rule once, with its source', () => {
    expect(new Set(RULES.map((rule) => rule.key)).size).toBe(RULES.length);
    for (const rule of RULES) expect(rule.source).toMatch(/\S/);
  });

  it('gives results under its own key', () => {
    for (const rule of RULES) expect(rule.test(conditions, factsOf(good))?.rule).toBe(rule.key);
  });
});

const orBlank = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const values = {
  institution: fc.constantFrom('up', 'aab', 'other', 'elsewhere'),
  faculty: fc.constantFrom('law', 'other'),
  degree: fc.constantFrom('bachelor', 'master', 'other'),
  studyYear: fc.integer({ min: 1, max: 6 }),
  programmeYears: fc.integer({ min: 3, max: 5 }),
  averageTenThousandths: fc.oneof(
    fc.integer({ min: 49_990, max: 100_010 }),
    fc.integer({ min: 74_995, max: 75_005 }),
  ),
  averageScale: fc.constantFrom('five_to_ten', 'other', 'none'),
  criminalLaw: fc.constantFrom('passed', 'not_yet'),
  criminalProcedure: fc.constantFrom('passed', 'not_yet'),
  profile: fc.constantFrom('criminal', 'international', 'other', 'none'),
  serbianLevel: fc.constantFrom('none', 'basic', 'good', 'very_good', 'native'),
  previousInternship: fc.constantFrom('yes', 'no'),
} satisfies { [Name in FactName]: fc.Arbitrary<FactValues[Name]> };

const names = Object.keys(values) as FactName[];
const anyFacts = fc.record(
  Object.fromEntries(
    names.map((name) => [
      name,
      fc.record({ declared: orBlank<unknown>(values[name]), verified: orBlank<unknown>(values[name]) }),
    ]),
  ),
) as unknown as fc.Arbitrary<Facts>;
const anyConditions: fc.Arbitrary<Conditions> = fc.record({
  bachelorYears: fc.constantFrom([3, 4], [4], [2, 3, 4], []),
  averageAboveTenThousandths: fc.constantFrom(70_000, 75_000, 80_000),
  exams: fc.constantFrom<Conditions['exams'][]>(['criminal_law', 'criminal_procedure'], ['criminal_law'], []),
  lawFacultyOnly: fc.boolean(),
  institutions: fc.constantFrom(['up', 'aab'], []),
  priority: fc.constantFrom<Conditions['priority'][]>(
    null,
    { finalYear: true, profiles: ['criminal', 'international'] },
    { finalYear: true, profiles: [] },
    { finalYear: false, profiles: ['criminal'] },
  ),
  advantage: fc.record({ serbian: fc.boolean() }),
  encouraged: fc.record({ firstInternship: fc.boolean() }),
});

describe('always', () => {
  it('priority, advantage and encouragement never change the overall result', () => {
    const preferences = ['programmeYears', 'profile', 'serbianLevel', 'previousInternship'] as const;
    fc.assert(
      fc.property(anyConditions, anyFacts, anyFacts, (asked, facts, others) => {
        const changed = { ...facts, ...Object.fromEntries(preferences.map((name) => [name, others[name]])) };
        expect(evaluate(asked, changed).overall).toBe(evaluate(asked, facts).overall);
        const unasked = {
          ...asked,
          priority: null,
          advantage: { serbian: false },
          encouraged: { firstInternship: false },
        };
        expect(evaluate(unasked, facts).overall).toBe(evaluate(asked, facts).overall);
      }),
    );
  });

  it('a priority, advantage or encouragement is never "not met"', () => {
    fc.assert(
      fc.property(anyConditions, anyFacts, (asked, facts) => {
        for (const rule of evaluate(asked, facts).rules) {
          if (rule.kind !== 'condition')
            expect(['met', 'met_declared', 'not_met']).not.toContain(rule.result);
        }
      }),
    );
  });

  it('verifying a fact as it was declared never worsens a result', () => {
    const rank: Record<string, number> = {
      not_met: 0,
      cannot_tell: 1,
      met_declared: 2,
      met: 3,
      does_not_apply: 0,
      applies_declared: 2,
      applies: 3,
      to_verify: 2,
    };
    fc.assert(
      fc.property(anyConditions, anyFacts, fc.constantFrom(...names), (asked, facts, name) => {
        const before = { ...facts, [name]: { declared: facts[name].declared, verified: null } };
        const after = {
          ...before,
          [name]: { declared: facts[name].declared, verified: facts[name].declared },
        };
        const first = evaluate(asked, before);
        const second = evaluate(asked, after);
        expect(rank[second.overall]).toBeGreaterThanOrEqual(rank[first.overall] ?? Number.NaN);
        second.rules.forEach((rule, index) => {
          expect(rank[rule.result]).toBeGreaterThanOrEqual(
            rank[first.rules[index]?.result ?? ''] ?? Number.NaN,
          );
        });
      }),
    );
  });

  it('no condition is "met" on the applicant’s word, and none is judged on a blank', () => {
    fc.assert(
      fc.property(anyConditions, anyFacts, (asked, facts) => {
        for (const rule of evaluate(asked, facts).rules) {
          if (rule.result === 'met' || rule.result === 'applies') expect(rule.basis).toBe('verified');
          if (rule.basis === 'blank') expect(rule.result).toBe('cannot_tell');
        }
      }),
    );
  });

  it('every sentence exists and gets exactly the values it names', () => {
    const entries: Record<string, { en: string }> = catalog;
    const named = (message: string) =>
      [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1]))].sort();
    fc.assert(
      fc.property(anyConditions, anyFacts, (asked, facts) => {
        for (const { sentence } of evaluate(asked, facts).rules) {
          const message = entries[sentence.key]?.en;
          expect(message, sentence.key).toBeDefined();
          const given = Object.keys(sentence.values);
          for (const name of named(message ?? '')) expect(given, sentence.key).toContain(name);
        }
      }),
    );
  });
});
