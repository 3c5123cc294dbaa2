// What may be typed about studies and experience, and how it becomes facts.
import { describe, expect, test } from 'vitest';
import {
  DraftStudiesForm,
  ExperienceForm,
  factsFrom,
  facultyOf,
  SelfCheckForm,
  StudiesForm,
} from '../../src/eligibility/form.js';
import { factsOf } from '../../src/eligibility/rules.js';
import { Invalid } from '../../src/errors.js';
import { parseForm } from '../../src/web/form-page.js';
import { goodAnswers } from '../support/calls.js';

const problemsOf = (form: Parameters<typeof parseForm>[0], typed: Record<string, unknown>) => {
  try {
    parseForm(form, typed);
    return {};
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return Object.fromEntries(Object.entries(error.problems).map(([field, { key }]) => [field, key]));
  }
};

describe('facts from answers', () => {
  test('are what was typed, read once', () => {
    expect(factsFrom({ ...goodAnswers.studies, ...goodAnswers.experience })).toEqual(
      factsOf({
        institution: 'up',
        faculty: 'law',
        degree: 'bachelor',
        studyYear: 4,
        programmeYears: 4,
        averageTenThousandths: 82_500,
        averageScale: 'five_to_ten',
        criminalLaw: 'passed',
        criminalProcedure: 'passed',
        profile: 'criminal',
        serbianLevel: 'basic',
        previousInternship: 'no',
      }),
    );
  });

  test.each([
    ['7,5', 75_000],
    ['7.5', 75_000],
    ['7.50', 75_000],
    [' 7,501 ', 75_010],
    ['', null],
    ['seven', null],
    ['7,50001', null],
  ])('read the average "%s" as %s', (average, tenThousandths) => {
    expect(factsFrom({ averageScale: 'five_to_ten', average }).averageTenThousandths.declared).toBe(
      tenThousandths,
    );
  });

  test('do not compare an average on another scale', () => {
    expect(factsFrom({ averageScale: 'other', average: '9' }).averageTenThousandths.declared).toBeNull();
    expect(factsFrom({ averageScale: 'none', average: '9' }).averageTenThousandths.declared).toBeNull();
  });

  test('are blank where nothing, nonsense or something forged stands', () => {
    expect(factsFrom({})).toEqual(factsOf({}));
    expect(factsFrom({ faculty: 'medicine', studyYear: '7', degree: ['bachelor'], average: 8 })).toEqual(
      factsOf({}),
    );
  });

  test('keep what staff verified beside what was declared', () => {
    const facts = factsFrom({ studyYear: '4' }, { studyYear: 3 });

    expect(facts.studyYear).toEqual({ declared: 4, verified: 3 });
  });
});

describe('studies of a submitted application', () => {
  test('are whole with good answers', () => {
    expect(problemsOf(StudiesForm, goodAnswers.studies)).toEqual({});
  });

  test.each(
    Object.keys(goodAnswers.studies).filter((field) => !['institutionOther', 'faculty'].includes(field)),
  )('need %s', (field) => {
    expect(problemsOf(StudiesForm, { ...goodAnswers.studies, [field]: '' })).toEqual({
      [field]: ['institution', 'average'].includes(field) ? 'form.required' : 'form.choice',
    });
  });

  test.each([
    ['faculty', 'medicine', 'form.choice'],
    ['degree', 'doctor', 'form.choice'],
    ['studyYear', '7', 'form.choice'],
    ['programmeYears', '2', 'form.choice'],
    ['averageScale', 'stars', 'form.choice'],
    ['average', 'eight', 'form.decimal'],
    ['average', '8,12345', 'form.decimal_precise'],
    ['average', '4,99', 'eligibility.form.averageOffScale'],
    ['average', '10,01', 'eligibility.form.averageOffScale'],
    ['criminalLaw', 'maybe', 'form.choice'],
    ['criminalProcedure', 'maybe', 'form.choice'],
    ['profile', 'maritime', 'form.choice'],
    ['institution', 'x'.repeat(41), 'form.too_long'],
  ])('refuse %s = %s with %s and nothing else', (field, typed, problem) => {
    expect(problemsOf(StudiesForm, { ...goodAnswers.studies, [field]: typed })).toEqual({ [field]: problem });
  });

  test('ask for the name of another institution', () => {
    const studies = { ...goodAnswers.studies, institution: 'other' };

    expect(problemsOf(StudiesForm, studies)).toEqual({ institutionOther: 'form.required' });
    expect(problemsOf(StudiesForm, { ...studies, institutionOther: 'Kolegji i ri' })).toEqual({});
  });

  test('are asked for the faculty only where no institution of the list says it', () => {
    const { faculty: _, ...listed } = goodAnswers.studies;
    const another = { ...listed, institution: 'other', institutionOther: 'Kolegji i ri' };

    expect(problemsOf(StudiesForm, listed)).toEqual({});
    expect(problemsOf(StudiesForm, another)).toEqual({ faculty: 'form.choice' });
    expect([listed, { ...listed, faculty: 'other' }, another].map(facultyOf)).toEqual([
      'law',
      'other',
      undefined,
    ]);
  });

  test('need no average where the certificate has another scale or none', () => {
    for (const averageScale of ['other', 'none']) {
      expect(problemsOf(StudiesForm, { ...goodAnswers.studies, averageScale, average: '' })).toEqual({});
      expect(problemsOf(StudiesForm, { ...goodAnswers.studies, averageScale, average: '3,8 of 4' })).toEqual(
        {},
      );
    }
  });

  test('say everything that is wrong at once', () => {
    expect(problemsOf(StudiesForm, { institution: 'other', averageScale: 'five_to_ten' })).toEqual({
      institutionOther: 'form.required',
      average: 'form.required',
      faculty: 'form.choice',
      degree: 'form.choice',
      studyYear: 'form.choice',
      programmeYears: 'form.choice',
      criminalLaw: 'form.choice',
      criminalProcedure: 'form.choice',
      profile: 'form.choice',
    });
  });
});

test('a draft requires nothing', () => {
  expect(problemsOf(DraftStudiesForm, {})).toEqual({});
  expect(problemsOf(DraftStudiesForm, { average: 'about eight' })).toEqual({});
});

test('the self-check requires nothing, but must be able to read what is there', () => {
  expect(problemsOf(SelfCheckForm, {})).toEqual({});
  expect(problemsOf(SelfCheckForm, { average: 'eight' })).toEqual({ average: 'form.decimal' });
  expect(problemsOf(SelfCheckForm, { average: 'eight', averageScale: 'other' })).toEqual({});
});

test('experience needs both answers', () => {
  expect(problemsOf(ExperienceForm, {})).toEqual({
    serbianLevel: 'form.choice',
    previousInternship: 'form.choice',
  });
});
