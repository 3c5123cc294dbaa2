// The trace as a page shows it: every mark, tone and word is there in three languages.
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { institutionName, presentTrace } from '../../src/eligibility/present.js';
import { type Conditions, evaluate, type FactValues, factsOf } from '../../src/eligibility/rules.js';
import catalog from '../../src/i18n/catalog/eligibility.json' with { type: 'json' };

const conditions: Conditions = {
  bachelorYears: [3, 4],
  averageAboveTenThousandths: 75_000,
  exams: ['criminal_law', 'criminal_procedure'],
  lawFacultyOnly: true,
  institutions: ['up'],
  priority: { finalYear: true, profiles: ['criminal', 'international'] },
  advantage: { serbian: true },
  encouraged: { firstInternship: true },
};

const declared: Partial<FactValues> = {
  institution: 'elsewhere',
  faculty: 'law',
  degree: 'bachelor',
  studyYear: 3,
  programmeYears: 4,
  averageTenThousandths: 75_000,
  averageScale: 'five_to_ten',
  criminalLaw: 'passed',
  profile: 'criminal',
  serbianLevel: 'basic',
  previousInternship: 'yes',
};

const entries: Record<string, { sq: string; sr: string; en: string }> = catalog;

function text(language: 'sq' | 'sr' | 'en', key: string, values: Record<string, string> = {}): string {
  const entry = entries[key];
  if (!entry) throw new Error(`no text for ${key}`);
  return String(
    new IntlMessageFormat(entry[language], language === 'sr' ? 'sr-Latn' : language).format(values),
  );
}

describe('presentTrace', () => {
  const view = presentTrace(evaluate(conditions, factsOf(declared, { faculty: 'law' })));
  const [first, second] = view.groups;

  it('groups conditions before priority and advantage', () => {
    expect(view.groups.map((group) => group.name)).toEqual(['conditions', 'preferences']);
    expect(first?.items.map((item) => item.rule)).toEqual([
      'lawFaculty',
      'institution',
      'bachelorYear',
      'average',
      'criminalLaw',
      'criminalProcedure',
    ]);
    expect(second?.items.map((item) => item.rule)).toEqual([
      'finalYearAndProfile',
      'serbian',
      'firstInternship',
    ]);
  });

  it('gives each result its mark and tone', () => {
    expect(first?.items.map((item) => [item.markKey, item.tone])).toEqual([
      ['eligibility.mark.met', 'good'],
      ['eligibility.mark.cannot_tell', 'unknown'],
      ['eligibility.mark.met_declared', 'declared'],
      ['eligibility.mark.not_met', 'bad'],
      ['eligibility.mark.met_declared', 'declared'],
      ['eligibility.mark.cannot_tell', 'unknown'],
    ]);
    expect(second?.items.map((item) => [item.markKey, item.tone])).toEqual([
      ['eligibility.mark.does_not_apply', 'neutral'],
      ['eligibility.mark.applies_declared', 'declared'],
      ['eligibility.mark.does_not_apply', 'neutral'],
    ]);
  });

  it('says nothing of conditions before anything was answered', () => {
    const overall = (facts: Partial<FactValues>) =>
      presentTrace(evaluate(conditions, factsOf(facts, {}))).overall.key;

    expect([overall({}), overall({ serbianLevel: 'good' }), overall({ faculty: 'law' })]).toEqual([
      'eligibility.overall.nothing_yet',
      'eligibility.overall.nothing_yet',
      'eligibility.overall.to_verify',
    ]);
  });

  it('writes institutions in the script of the reader', () => {
    const one = { id: 'peja', nameSq: 'Peja', nameSr: 'Univerzitet „Hadži Zeka”', nameEn: 'Peja' };
    const names = (['sr', 'sr-Cyrl'] as const).map((language) => institutionName(one, language));

    expect(names).toEqual(['Univerzitet „Hadži Zeka”', 'Универзитет „Хаџи Зека”']);
  });

  it('states the overall opinion and that it is only an opinion', () => {
    expect(view.overall).toEqual({
      result: 'not_met',
      key: 'eligibility.overall.not_met',
      tone: 'bad',
      noticeKey: 'eligibility.overall.indication',
    });
    expect(text('en', view.overall.noticeKey)).toContain('you may apply anyway');
  });

  it('puts the numbers into the sentence, with the comma where it is written so', () => {
    const average = (decimalSeparator: '.' | ',') =>
      presentTrace(evaluate(conditions, factsOf(declared)), { decimalSeparator }).groups[0]?.items[3];
    const english = average('.');
    const serbian = average(',');
    expect(text('en', english?.sentenceKey ?? '', english?.values)).toContain('7.50');
    expect(text('sr', serbian?.sentenceKey ?? '', serbian?.values)).toContain('7,50');
    expect(serbian?.values).toEqual({ average: '7,50', above: '7,5' });
  });

  it('shows on what each fact rests, and where it was read', () => {
    const facts = factsOf(declared);
    const trace = evaluate(conditions, {
      ...facts,
      studyYear: { declared: 3, verified: 3, source: { fileId: 12, page: 1 } },
    });
    expect(presentTrace(trace).groups[0]?.items[2]?.inputs).toEqual([
      {
        fact: 'degree',
        factKey: 'eligibility.fact.degree',
        basisKey: 'eligibility.basis.declared',
        fileId: null,
        page: null,
      },
      {
        fact: 'studyYear',
        factKey: 'eligibility.fact.studyYear',
        basisKey: 'eligibility.basis.verified',
        fileId: 12,
        page: 1,
      },
    ]);
  });

  it('leaves out a group without rules', () => {
    const bare: Conditions = {
      ...conditions,
      priority: null,
      advantage: { serbian: false },
      encouraged: { firstInternship: false },
    };
    expect(presentTrace(evaluate(bare, factsOf({}))).groups.map((group) => group.name)).toEqual([
      'conditions',
    ]);
  });

  it('has every word in three languages, for a trace of any kind', () => {
    const traces = [
      evaluate(conditions, factsOf(declared)),
      evaluate(conditions, factsOf({})),
      evaluate(
        conditions,
        factsOf({ ...declared, degree: 'master', averageScale: 'other', serbianLevel: 'none' }),
      ),
      evaluate(conditions, factsOf({ ...declared, institution: 'up', studyYear: 5, averageScale: 'none' })),
      evaluate({ ...conditions, bachelorYears: [4] }, factsOf({ ...declared, criminalProcedure: 'not_yet' })),
    ];
    for (const trace of traces) {
      const { overall, groups } = presentTrace(trace);
      const keys: string[] = [overall.key, overall.noticeKey, ...groups.map((group) => group.headingKey)];
      for (const language of ['sq', 'sr', 'en'] as const) {
        for (const key of keys) expect(text(language, key)).toMatch(/\S/);
        for (const item of groups.flatMap((group) => group.items)) {
          const sentence = text(language, item.sentenceKey, item.values);
          expect(sentence).toMatch(/[.…]$/);
          expect(sentence).not.toMatch(/[{}]/);
          for (const key of [item.ruleKey, item.kindKey, item.markKey])
            expect(text(language, key)).toMatch(/\S/);
          for (const input of item.inputs) {
            expect(text(language, input.factKey)).toMatch(/\S/);
            expect(text(language, input.basisKey)).toMatch(/\S/);
          }
        }
      }
    }
  });
});
